package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.util.function.IntBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Results of 8x8 pixels out of images of other sizes. */
class LargerImagesTest {

    private static final int SIDE = 8;
    private static final ImageShape RESULT = new ImageShape(1, SIDE, SIDE);
    private static final float GREY = 127.5f;

    @Test
    void theShorterSideIsFilledAndTheCentreIsTaken() {
        // Columns 0 to 3 and 20 to 23 of 24 are left out.
        Image image = image(16, 24, (y, x) -> x < 4 || x >= 20 ? 255 : 10 * (x / 2));
        float[] result = sample(image, Transform.Geometric.IDENTITY);
        for (int i = 0; i < result.length; i++) {
            assertThat(result[i]).isEqualTo(10 * (i % SIDE + 2));
        }
        Image upright = image(24, 16, (y, x) -> y < 4 || y >= 20 ? 255 : 10 * (y / 2));
        assertThat(sample(upright, Transform.Geometric.IDENTITY)[SIDE]).isEqualTo(30);
    }

    @Test
    void mapsReachWhatTheCentreLeavesOut() {
        Image image = image(16, 24, (y, x) -> 10 * (x / 2));
        float[] left = sample(image, Transform.Geometric.translation(-2, 0));
        assertThat(left[0]).isZero();
        assertThat(left[SIDE - 1]).isEqualTo(70);
        float[] further = sample(image, Transform.Geometric.translation(-3, 0));
        assertThat(further[0]).as("beyond the edge it is reflected").isZero();
        assertThat(further[1]).isZero();
        assertThat(further[2]).isEqualTo(10);
    }

    /** Half the side out of an image of twice the size: pixels come as they are. */
    @Test
    void aCutHasThePixelsOfTheOriginal() {
        Image image = image(2 * SIDE, 2 * SIDE, (y, x) -> 16 * y + x);
        float[] cut = sample(image, new Transform.Geometric(0.5, 0, -2, 0, 0.5, 1));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertThat(cut[y * SIDE + x]).isEqualTo(16 * (y + 6) + x);
            }
        }
    }

    @Test
    void aFinePatternBecomesItsMean() {
        for (int size : new int[] {16, 32, 48, 64}) {
            assertThat(sample(checker(size), Transform.Geometric.IDENTITY))
                    .as("of " + size)
                    .containsOnly(128f);
        }
    }

    /** Without the mean of areas a size that is no multiple would show the pattern's beat, from 0 to 255. */
    @Property(tries = 300)
    void aFinePatternShowsNoOtherPatternHoweverItIsTurned(
            @ForAll @IntRange(min = 5 * SIDE, max = 12 * SIDE) int size,
            @ForAll @DoubleRange(min = 0, max = 3.2) double angle,
            @ForAll @DoubleRange(min = -2, max = 2) double shift) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        var turn = new Transform.Geometric(cos, -sin, shift, sin, cos, -shift);
        for (float value : sample(checker(size), turn)) {
            assertThat(value).isCloseTo(GREY, within(12f));
        }
    }

    /** A cut of a part is as fine as that part allows, not as the whole would. */
    @Test
    void howMuchIsAveragedIsAMatterOfTheCut() {
        float[] cut = sample(checker(4 * SIDE), new Transform.Geometric(0.25, 0, 0, 0, 0.25, 0));
        assertThat(cut).contains(0f, 255f).doesNotContain(128f);
    }

    @Test
    void aSmallerImageIsEnlarged() {
        Image image = image(4, 4, (y, x) -> 40 * x);
        float[] result = sample(image, Transform.Geometric.IDENTITY);
        assertThat(result).startsWith(0, 10, 30, 50, 70, 90, 110, 120);
    }

    @Property(tries = 100)
    void aPlainImageStaysPlain(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 0, max = 255) int value,
            @ForAll @DoubleRange(min = -3, max = 3) double slope) {
        Image image = image(height, width, (y, x) -> value);
        var map = new Transform.Geometric(1, slope, 2, -slope, 0.5, 1);
        assertThat(sample(image, map)).containsOnly(value);
    }

    @Test
    void anImageAsItIsComesInWholeNumbers() {
        Image image = image(4, 4, (y, x) -> 41 * x);
        byte[] bytes = new Sampler(RESULT).bytes(image);
        // 10.25, 30.75, 51.25
        assertThat(bytes).startsWith(0, 10, 31, 51);
    }

    @Test
    void aWarpIsInPixelsOfTheResult() {
        Image image = image(2 * SIDE, 2 * SIDE, (y, x) -> 10 * (x / 2));
        var warp = new Transform.Warp(2, 2, new double[] {1, 1, 1, 1}, new double[4]);
        float[] warped = new Sampler(RESULT).sample(image, Composition.IDENTITY.then(warp));
        float[] shifted = sample(image, Transform.Geometric.translation(1, 0));
        assertThat(warped).containsExactly(shifted, within(1e-3f));
    }

    private static float[] sample(Image image, Transform map) {
        return new Sampler(RESULT).sample(image, Composition.IDENTITY.then(map)).clone();
    }

    private static Image checker(int size) {
        return image(size, size, (y, x) -> (x + y) % 2 * 255);
    }

    private static Image image(int height, int width, IntBinaryOperator values) {
        byte[] pixels = new byte[height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) values.applyAsInt(i / width, i % width);
        }
        return new Image(new ImageShape(1, height, width), pixels, 0);
    }
}
