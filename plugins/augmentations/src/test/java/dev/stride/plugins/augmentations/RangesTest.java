package dev.stride.plugins.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Augmentation;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What augmentations draw evenly: each number fills its range, no part of it more than another, and numbers of one draw
 * know nothing of each other. Held by the largest distance to the uniform distribution, which exceeds 0.02 over 10,000
 * draws in one of a thousand streams (Massart, 1990).
 */
class RangesTest {

    private static final int DRAWS = 10_000;
    private static final double DISTANCE = 0.02;
    private static final ImageStatistics OBLONG = ImageStatistics.unknown(new ImageShape(3, 20, 40));

    /** One of the numbers of a draw. */
    private interface Drawn extends ToDoubleFunction<Transform> {}

    static Stream<Arguments> numbers() {
        return Stream.of(
                even("brightness", new Brightness(), new Brightness.Parameters(0.3), 0.7, 1.3, matrix(0)),
                even("contrast", new Contrast(), new Contrast.Parameters(0.3), 0.7, 1.3, matrix(2)),
                even("contrast's offset", new Contrast(), new Contrast.Parameters(0.3), -0.15, 0.15, offset(1)),
                even("saturation", new Saturation(), new Saturation.Parameters(0.4), 0.6, 1.4, RangesTest::strength),
                even("colour-shift, red", new ColourShift(), new ColourShift.Parameters(0.2), -0.2, 0.2, offset(0)),
                even("colour-shift, green", new ColourShift(), new ColourShift.Parameters(0.2), -0.2, 0.2, offset(1)),
                even("colour-shift, blue", new ColourShift(), new ColourShift.Parameters(0.2), -0.2, 0.2, offset(2)),
                even(
                        "translation, along rows",
                        new Translation(),
                        new Translation.Parameters(0.25),
                        -10,
                        10,
                        t -> ((Transform.Geometric) t).dx()),
                even(
                        "translation, along columns",
                        new Translation(),
                        new Translation.Parameters(0.25),
                        -5,
                        5,
                        t -> ((Transform.Geometric) t).dy()),
                even(
                        "local-warp, along rows",
                        new LocalWarp(),
                        new LocalWarp.Parameters(1.5, 5),
                        -1.5,
                        1.5,
                        t -> ((Transform.Warp) t).dx()[7]),
                even(
                        "local-warp, along columns",
                        new LocalWarp(),
                        new LocalWarp.Parameters(1.5, 5),
                        -1.5,
                        1.5,
                        t -> ((Transform.Warp) t).dy()[24]),
                even("cutout's rows", new Cutout(), new Cutout.Parameters(0.5, 1), 0, 20, t -> box(t).top() + 5.5),
                even("cutout's columns", new Cutout(), new Cutout.Parameters(0.5, 1), 0, 40, t -> box(t).left() + 5.5));
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("red and green", new ColourShift(), new ColourShift.Parameters(0.2), offset(0), offset(1)),
                pair("green and blue", new ColourShift(), new ColourShift.Parameters(0.2), offset(1), offset(2)),
                pair("red and blue", new ColourShift(), new ColourShift.Parameters(0.2), offset(0), offset(2)),
                pair(
                        "both ways of a translation",
                        new Translation(),
                        new Translation.Parameters(0.25),
                        t -> ((Transform.Geometric) t).dx(),
                        t -> ((Transform.Geometric) t).dy()),
                pair(
                        "both ways of a warp's node",
                        new LocalWarp(),
                        new LocalWarp.Parameters(1.5, 5),
                        t -> ((Transform.Warp) t).dx()[3],
                        t -> ((Transform.Warp) t).dy()[3]),
                pair(
                        "neighbouring nodes of a warp",
                        new LocalWarp(),
                        new LocalWarp.Parameters(1.5, 5),
                        t -> ((Transform.Warp) t).dx()[3],
                        t -> ((Transform.Warp) t).dx()[4]),
                pair(
                        "rows and columns of a painted square",
                        new Cutout(),
                        new Cutout.Parameters(0.5, 1),
                        t -> box(t).top(),
                        t -> box(t).left()));
    }

    static Stream<Arguments> frequencies() {
        return Stream.of(
                Arguments.of("cutout", draws(new Cutout(), new Cutout.Parameters(0.5, 0.3))),
                Arguments.of("mixup", draws(new Mixup(), new Mixup.Parameters(1, 0.3))),
                Arguments.of("cutmix", draws(new CutMix(), new CutMix.Parameters(1, 0.3))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void aNumberFillsItsRangeEvenly(String name, Transform[] draws, double from, double to, Drawn drawn) {
        double[] sorted = Arrays.stream(draws)
                .mapToDouble(drawn)
                .map(v -> (v - from) / (to - from))
                .sorted()
                .toArray();
        assertThat(sorted[0]).isBetween(0.0, 0.05);
        assertThat(sorted[DRAWS - 1]).isBetween(0.95, 1.0);
        double furthest = IntStream.range(0, DRAWS)
                .mapToDouble(i -> Math.abs(sorted[i] - (i + 0.5) / DRAWS))
                .max()
                .orElseThrow();
        // A square's place is a whole number: within half of the 20 or 40 steps of the range.
        double steps = draws[0] instanceof Transform.Erase ? 0.5 / 20 : 0;
        assertThat(furthest).isLessThan(DISTANCE + steps);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void numbersOfOneDrawKnowNothingOfEachOther(String name, Transform[] draws, Drawn one, Drawn other) {
        double[] a = Arrays.stream(draws).mapToDouble(one).toArray();
        double[] b = Arrays.stream(draws).mapToDouble(other).toArray();
        double means = mean(a) * mean(b);
        double product = IntStream.range(0, DRAWS)
                .mapToDouble(i -> a[i] * b[i])
                .average()
                .orElseThrow();
        assertThat((product - means) / (deviation(a) * deviation(b)))
                .as("correlation")
                .isCloseTo(0, within(0.033));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frequencies")
    void whatIsDrawnWithAProbabilityIsAsFrequent(String name, Transform[] draws) {
        long drawn =
                Arrays.stream(draws).filter(t -> !t.equals(Transform.IDENTITY)).count();
        assertThat((double) drawn / DRAWS).isCloseTo(0.3, within(0.02));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    private static Drawn matrix(int channel) {
        return t -> ((Transform.Colour) t).matrix()[channel][channel];
    }

    private static Drawn offset(int channel) {
        return t -> ((Transform.Colour) t).offset()[channel];
    }

    /** The factor by which a colour's distance from grey grows: red's, of red. */
    private static double strength(Transform transform) {
        double[][] matrix = ((Transform.Colour) transform).matrix();
        return matrix[0][0] - matrix[1][0];
    }

    private static Transform.Box box(Transform transform) {
        return ((Transform.Erase) transform).box();
    }

    private static <P extends Record> Arguments even(
            String name, Augmentation<P> augmentation, P parameters, double from, double to, Drawn drawn) {
        return Arguments.of(name, draws(augmentation, parameters), from, to, drawn);
    }

    private static <P extends Record> Arguments pair(
            String name, Augmentation<P> augmentation, P parameters, Drawn one, Drawn other) {
        return Arguments.of(name, draws(augmentation, parameters), one, other);
    }

    private static <P extends Record> Transform[] draws(Augmentation<P> augmentation, P parameters) {
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> augmentation.draw(
                        parameters, OBLONG, RandomStream.of(11).split(i)))
                .toArray(Transform[]::new);
    }
}
