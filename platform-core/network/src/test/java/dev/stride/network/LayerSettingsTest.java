package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerSettingsTest {

    static List<Layer> meaningless() {
        var maps = new TensorShape.Maps(1, 2, 2);
        return List.of(
                new Layer.Conv2d(0, 3, 3, 1, 1, 1, 1, true),
                new Layer.Conv2d(-4, 3, 3, 1, 1, 1, 1, true),
                new Layer.Conv2d(4, 0, 3, 1, 1, 1, 1, true),
                new Layer.Conv2d(4, 3, -1, 1, 1, 1, 1, true),
                new Layer.Conv2d(4, 3, 3, 0, 1, 1, 1, true),
                new Layer.Conv2d(4, 3, 3, 1, -1, 1, 1, true),
                new Layer.Conv2d(4, 3, 3, 1, 1, 1, 0, true),
                new Layer.Pool(Layer.PoolKind.MAX, 0, 1, 0, Layer.Rounding.FLOOR),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 0, 0, Layer.Rounding.CEIL),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2, -1, Layer.Rounding.FLOOR),
                new Layer.Dropout(7),
                new Layer.Dropout(1),
                new Layer.Dropout(Double.NaN),
                new Layer.LocalResponseNorm(0, 1e-4, 0.75, 2),
                new Layer.LocalResponseNorm(5, -1, 0.75, 2),
                new Layer.LocalResponseNorm(5, 1e-4, 0.75, 0),
                new Layer.BatchNorm(0, 1e-5, 1),
                new Layer.BatchNorm(0.1, 0, 1),
                new Layer.BatchNorm(0.1, 1e-5, Double.NaN),
                new Layer.Subsample(0),
                new Layer.PadChannels(-3, 1),
                new Layer.Scripted(List.of(), maps, -1, "x"),
                new Layer.Scripted(List.of(new Layer.Declared("w", List.of(0), 1)), maps, 0, "x"),
                new Layer.Scripted(List.of(), new TensorShape.Maps(0, 2, 2), 0, "x"));
    }

    @ParameterizedTest
    @MethodSource("meaningless")
    void settingsThatMeanNothingAreRefusedWithTheLayersName(Layer layer) {
        assertThatThrownBy(() -> ShapesTest.builder(4, 8, 8).put("odd", layer))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISFIT))
                .hasMessageContaining("layer 'odd'");
    }

    @Test
    void aVectorHasUnitsAndAHeadHasClasses() {
        assertThatThrownBy(() -> ShapesTest.builder(1, 2, 2).flatten("flatten").dense("fc", 0))
                .hasMessageContaining("units of 0 is no number of at least 1");
        assertThatThrownBy(() -> ShapesTest.builder(1, 2, 2).flatten("flatten").classify("fc", -5))
                .hasMessageContaining("-5");
    }

    @Test
    void theInputNormalisesEachChannel() {
        assertThatThrownBy(() -> input(1.0 / 255, List.of(), List.of(1.0))).hasMessageContaining("mean has 0 values");
        assertThatThrownBy(() -> input(1.0 / 255, List.of(0.5), List.of(0.0))).hasMessageContaining("above 0");
        assertThatThrownBy(() -> input(0, List.of(0.5), List.of(1.0))).hasMessageContaining("a scale of 0.0");
    }

    /** Whatever the settings are: a shape of positive axes or a refusal, and no other end. */
    @Property(tries = 2_000)
    void everyWindowGivesAShapeOrARefusal(
            @ForAll("any") int filters,
            @ForAll("any") int kernel,
            @ForAll("any") int stride,
            @ForAll("any") int pad,
            @ForAll("any") int groups,
            @ForAll Layer.Rounding rounding) {
        for (Layer layer : List.of(
                new Layer.Conv2d(filters, kernel, kernel, stride, pad, pad, groups, true),
                new Layer.Pool(Layer.PoolKind.MAX, kernel, stride, pad, rounding),
                new Layer.Subsample(stride),
                new Layer.PadChannels(filters, pad))) {
            try {
                var shape = (TensorShape.Maps)
                        ShapesTest.builder(4, 9, 9).put("layer", layer).shape();
                assertThat(List.of(shape.channels(), shape.height(), shape.width()))
                        .allMatch(axis -> axis > 0);
            } catch (PlatformException refusal) {
                assertThat(refusal.code()).isEqualTo(ErrorCode.MISFIT);
            }
        }
    }

    @Provide
    Arbitrary<Integer> any() {
        return Arbitraries.oneOf(Arbitraries.integers().between(-2, 12), Arbitraries.integers());
    }

    private static NetworkBuilder input(double scale, List<Double> mean, List<Double> deviation) {
        return NetworkBuilder.of(
                "net",
                Initialiser.HE,
                new Layer.Input(new ImageShape(1, 4, 4), Layer.ChannelOrder.GREY, scale, mean, deviation));
    }
}
