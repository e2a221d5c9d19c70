package dev.stride.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.network.FixedPart;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.NetworkBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Features of other layers, weights, data or images never pass for these. */
class FeatureKeyTest {

    private static final FixedPart PART = part(4, 2);
    private static final List<Tensor> WEIGHTS = List.of(tensor("conv.weight", 1, 2), tensor("conv.bias", 3, 4));
    private static final FeatureKey KEY = FeatureKey.of(PART, WEIGHTS, "data", "engine 1");

    @Test
    void whatFeaturesAreMadeOfChangesTheirName() {
        var keys = new HashSet<FeatureKey>(List.of(
                KEY,
                FeatureKey.of(part(5, 2), WEIGHTS, "data", "engine 1"),
                FeatureKey.of(
                        PART, List.of(tensor("conv.weight", 1, 2), tensor("conv.bias", 3, 5)), "data", "engine 1"),
                FeatureKey.of(
                        PART, List.of(tensor("conv.weight", 3, 4), tensor("conv.bias", 1, 2)), "data", "engine 1"),
                FeatureKey.of(PART, List.of(tensor("conv.weight", 1, 2)), "data", "engine 1"),
                FeatureKey.of(PART, List.of(tensor("conv.weight", -0f, 2), WEIGHTS.get(1)), "data", "engine 1"),
                FeatureKey.of(PART, List.of(tensor("conv.weight", 0f, 2), WEIGHTS.get(1)), "data", "engine 1"),
                FeatureKey.of(PART, WEIGHTS, "other data", "engine 1"),
                FeatureKey.of(PART, WEIGHTS, "data", "engine 2"),
                FeatureKey.of(PART, WEIGHTS, "engine 1", "data")));
        assertThat(keys).hasSize(10);
    }

    @Test
    void whatFollowsTheFixedPartAndTheOrderOfTensorsDoNot() {
        assertThat(FeatureKey.of(part(4, 7), WEIGHTS, "data", "engine 1")).isEqualTo(KEY);
        assertThat(FeatureKey.of(PART, List.of(WEIGHTS.get(1), WEIGHTS.get(0)), "data", "engine 1"))
                .isEqualTo(KEY);
    }

    @Test
    void whichImagesAndWhatWasDoneToThemChangesAPartsName() {
        FeatureKey part = KEY.of("train", new int[] {1, 2}, 100);
        assertThat(Set.of(
                        KEY,
                        part,
                        KEY.of("test", new int[] {1, 2}, 100),
                        KEY.of("train", new int[] {2, 1}, 100),
                        KEY.of("train", new int[] {1}, 100),
                        KEY.of("train", new int[] {1, 2}, 101),
                        FeatureKey.of(PART, WEIGHTS, "other data", "engine 1").of("train", new int[] {1, 2}, 100)))
                .hasSize(7);
        assertThat(KEY.of("train", new int[] {1, 2}, 100)).isEqualTo(part);
    }

    private static Tensor tensor(String name, float... values) {
        return new Tensor(name, List.of(values.length), values);
    }

    private static FixedPart part(int filters, int classes) {
        var input = new Layer.Input(
                new ImageShape(1, 8, 8), Layer.ChannelOrder.GREY, 1 / 255.0, List.of(0.5), List.of(1.0));
        var net = NetworkBuilder.of("net", Initialiser.HE, input)
                .stage("one")
                .conv("conv", filters, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", classes);
        return FixedPart.of(net, Set.of("conv")).orElseThrow();
    }
}
