package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Image;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final ImageShape SHAPE = new ImageShape(2, 5, 6);

    @Test
    void theIdentityChangesNothing() {
        assertThat(sample(Transform.Geometric.IDENTITY, null)).containsExactly(plain());
    }

    @Test
    void aShiftTakesPixelsFromTheSideAndReflectsTheEdge() {
        float[] shifted = sample(Transform.Geometric.translation(1, 0), null);
        float[] plain = plain();
        for (int row = 0; row < 10; row++) {
            for (int x = 0; x < 5; x++) {
                assertThat(shifted[row * 6 + x]).isEqualTo(plain[row * 6 + x + 1]);
            }
            assertThat(shifted[row * 6 + 5]).isEqualTo(plain[row * 6 + 5]);
        }
    }

    @Test
    void mirroringTwiceGivesTheImageBack() {
        var mirror = new Transform.Geometric(-1, 0, 0, 0, 1, 0);
        assertThat(sample(mirror.then(mirror), null)).containsExactly(plain());
        assertThat(sample(mirror, null)[0]).isEqualTo(plain()[5]);
    }

    /** Whole maps take a short cut; interpolation gives the same numbers. */
    @Property(tries = 200)
    void theShortCutGivesTheSameNumbers(
            @ForAll @IntRange(min = -7, max = 7) int dx,
            @ForAll @IntRange(min = -7, max = 7) int dy,
            @ForAll boolean mirrored) {
        var map = new Transform.Geometric(mirrored ? -1 : 1, 0, dx, 0, 1, dy);
        var almost = new Transform.Geometric(mirrored ? -1 : 1, 1e-12, dx, 0, 1, dy);
        assertThat(sample(almost, null)).containsExactly(sample(map, null), within(1e-3f));
    }

    @Test
    void halfAPixelIsTheMeanOfTwo() {
        float[] half = sample(Transform.Geometric.translation(0.5, 0), null);
        float[] plain = plain();
        assertThat(half[0]).isCloseTo((plain[0] + plain[1]) / 2, within(1e-4f));
    }

    @Test
    void coloursAreMixedAndCutToTheirRange() {
        var swapAndShift = new Transform.Colour(new double[][] {{0, 1}, {1, 0}}, new double[] {0, 2});
        float[] mixed = sample(Transform.Geometric.IDENTITY, swapAndShift);
        assertThat(mixed[0]).isEqualTo(plain()[30]);
        assertThat(mixed[30]).isEqualTo(255);
    }

    @Property(tries = 500)
    void reflectionStaysInsideAndIsPeriodic(
            @ForAll @IntRange(min = -100, max = 100) int place, @ForAll @IntRange(min = 1, max = 9) int length) {
        int inside = Interpolation.reflect(place, length);
        assertThat(inside).isBetween(0, length - 1);
        assertThat(Interpolation.reflect(place + 2 * length, length)).isEqualTo(inside);
        assertThat(Interpolation.reflect(-1 - place, length)).isEqualTo(inside);
    }

    @Test
    void whatAPipelineDrawsDependsOnSeedEpochAndImageAlone() {
        List<AugmentationPipeline.Step> steps =
                List.of((images, random) -> Transform.Geometric.translation(random.nextDouble(), random.nextDouble()));
        var pipeline = new AugmentationPipeline(steps, ImageStatistics.unknown(SHAPE), 5);
        var first = pipeline.in(2).orElseThrow().draw(17);
        pipeline.in(1).orElseThrow().draw(3);
        assertThat(pipeline.in(2).orElseThrow().draw(17)).isEqualTo(first);
        assertThat(pipeline.in(3).orElseThrow().draw(17)).isNotEqualTo(first);
        assertThat(pipeline.in(2).orElseThrow().draw(18)).isNotEqualTo(first);
        assertThat(new AugmentationPipeline(steps, ImageStatistics.unknown(SHAPE), 6)
                        .in(2)
                        .orElseThrow()
                        .draw(17))
                .isNotEqualTo(first);
    }

    @Test
    void aWarpOfOneDisplacementEverywhereIsAShift() {
        var warp = new Transform.Warp(3, 2, filled(6, 1.25), filled(6, -0.5));
        assertThat(sample(Composition.IDENTITY.then(warp)))
                .containsExactly(sample(Transform.Geometric.translation(1.25, -0.5), null), within(1e-3f));
    }

    @Test
    void aWarpIsLookedUpThroughTheMapsThatFollowIt() {
        var warp = new Transform.Warp(2, 2, filled(4, 1), filled(4, 0));
        var mirror = new Transform.Geometric(-1, 0, 0, 0, 1, 0);
        assertThat(sample(Composition.IDENTITY.then(warp).then(mirror)))
                .containsExactly(sample(Transform.Geometric.translation(1, 0).then(mirror), null), within(1e-3f));
    }

    @Test
    void whatIsErasedHasItsValueAndTheRestStays() {
        var box = new Transform.Erase(new Transform.Box(1, 4, 3, 9), new double[] {0.2, 1});
        float[] erased = sample(Composition.IDENTITY.then(box));
        float[] plain = plain();
        for (int i = 0; i < plain.length; i++) {
            int y = i / 6 % 5;
            boolean inside = y >= 1 && y < 3 && i % 6 >= 4;
            float expected = inside ? (i < 30 ? 51 : 255) : plain[i];
            assertThat(erased[i]).as("number " + i).isEqualTo(expected);
        }
    }

    @Test
    void whatIsErasedStaysErasedWhateverFollows() {
        var box = new Transform.Erase(new Transform.Box(0, 0, 5, 6), new double[] {0, 0});
        var brighter = Transform.Colour.shift(0.5, 0.5);
        assertThat(sample(Composition.IDENTITY.then(box).then(brighter))).containsOnly(0);
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private static float[] sample(Transform.Geometric map, Transform.Colour colour) {
        Composition change = Composition.IDENTITY.then(map);
        return sample(colour == null ? change : change.then(colour));
    }

    private static float[] sample(Composition change) {
        return new Sampler(SHAPE).sample(new Image(SHAPE, pixels(), 0), change);
    }

    private static byte[] pixels() {
        var random = RandomStream.of(4);
        byte[] pixels = new byte[(int) SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return pixels;
    }

    private static float[] plain() {
        byte[] pixels = pixels();
        float[] plain = new float[pixels.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = pixels[i] & 0xFF;
        }
        return plain;
    }
}
