package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A trial that is run again has to give the same weights: what is sampled must not change by a bit between releases. */
class SampledBitsTest {

    private static final ImageShape SHAPE = new ImageShape(3, 7, 10);
    private static final int DRAWS = 300;

    @Test
    void whatIsSampledStaysTheSameToTheBit() {
        assertThat(digest(random -> List.of(whole(random), mirror(random)))).isEqualTo("fbbe7d364035acca");
        assertThat(digest(random -> List.of(affine(random)))).isEqualTo("479b72a220d28f87");
        assertThat(digest(random -> List.of(scale(random)))).isEqualTo("98d000f6b49210b7");
        assertThat(digest(random -> List.of(mirror(random), warp(random), affine(random))))
                .isEqualTo("3d0ffba075e551fa");
        assertThat(digest(random -> List.of(shift(random)))).isEqualTo("ecc1b127e20b9720");
        assertThat(digest(random -> List.of(affine(random), shift(random), mixed(random))))
                .isEqualTo("eb2c857255d2b82e");
    }

    private static String digest(Function<RandomStream, List<Transform>> transforms) {
        RandomStream random = RandomStream.of(6);
        byte[] pixels = new byte[(int) SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        var sampler = new Sampler(SHAPE);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < DRAWS; i++) {
                Composition change = Composition.IDENTITY;
                for (Transform transform : transforms.apply(random)) {
                    change = change.then(transform);
                }
                var bits = ByteBuffer.allocate(pixels.length * Float.BYTES);
                bits.asFloatBuffer().put(sampler.sample(new Image(SHAPE, pixels, 0), change));
                digest.update(bits);
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Transform whole(RandomStream random) {
        return Transform.Geometric.translation(random.nextInt(9) - 4, random.nextInt(9) - 4);
    }

    private static Transform mirror(RandomStream random) {
        return random.nextBoolean(0.5) ? new Transform.Geometric(-1, 0, 0, 0, 1, 0) : Transform.IDENTITY;
    }

    private static Transform scale(RandomStream random) {
        double side = random.nextDouble(0.5, 1.5);
        return new Transform.Geometric(side, 0, random.nextDouble(-2, 2), 0, side, random.nextDouble(-2, 2));
    }

    private static Transform affine(RandomStream random) {
        return new Transform.Geometric(
                random.nextDouble(-1.5, 1.5),
                random.nextDouble(-1, 1),
                random.nextDouble(-9, 9),
                random.nextDouble(-1, 1),
                random.nextDouble(-1.5, 1.5),
                random.nextDouble(-9, 9));
    }

    private static Transform warp(RandomStream random) {
        double[] across = new double[12];
        double[] down = new double[12];
        for (int i = 0; i < across.length; i++) {
            across[i] = random.nextDouble(-3, 3);
            down[i] = random.nextDouble(-3, 3);
        }
        return new Transform.Warp(3, 4, across, down);
    }

    private static Transform shift(RandomStream random) {
        return Transform.Colour.shift(
                random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3));
    }

    private static Transform mixed(RandomStream random) {
        double[][] matrix = new double[3][3];
        for (double[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextDouble(-0.5, 1);
            }
        }
        return new Transform.Colour(matrix, new double[] {0.1, random.nextDouble(-0.3, 0.3), 0});
    }
}
