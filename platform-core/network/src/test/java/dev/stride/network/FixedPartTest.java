package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FixedPartTest {

    private static final Layer.Input INPUT = new Layer.Input(
            new ImageShape(3, 8, 8), Layer.ChannelOrder.RGB, 1 / 255.0, List.of(0.5, 0.5, 0.5), List.of(1.0, 1.0, 1.0));

    private static final Network NET = NetworkBuilder.of("net", Initialiser.HE, INPUT)
            .stage("one")
            .convWithoutBias("conv1", 4, 3, 1, 1)
            .batchNorm("norm1")
            .relu("relu1")
            .stage("two")
            .conv("conv2", 4, 3, 1, 1)
            .add("add", "relu1")
            .globalAveragePool("pool")
            .dropout("drop", 0.5)
            .classify("fc", 2);

    @Test
    void nothingIsFixedWhereNothingIsFrozen() {
        assertThat(FixedPart.of(NET, Set.of())).isEmpty();
        assertThat(FixedPart.of(NET, Set.of("relu1", "drop"))).as("no weights").isEmpty();
    }

    @Test
    void aLayerWithoutWeightsIsFixedWhereWhatFeedsItIs() {
        FixedPart part = part("conv1", "norm1");
        assertThat(part.nodes()).containsExactly("input", "conv1", "norm1", "relu1");
        assertThat(part.features()).containsExactly("relu1");
        assertThat(part.shapes()).containsExactly(new TensorShape.Maps(4, 8, 8));
        assertThat(part.size()).isEqualTo(256);
        assertThat(part.tensors().stream().map(TensorDeclaration::node).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("conv1", "norm1");
    }

    @Test
    void dropoutThatLearnsEndsIt() {
        assertThat(part("conv1", "norm1", "conv2").features()).containsExactly("pool");
        assertThat(part("conv1", "norm1", "conv2", "drop").features()).containsExactly("drop");
    }

    @Test
    void aShortcutAroundWhatTrainsIsAFeatureToo() {
        Network side = NetworkBuilder.of("side", Initialiser.HE, INPUT)
                .stage("one")
                .conv("conv1", 4, 3, 1, 1)
                .conv("left", 4, 3, 1, 1)
                .from("conv1")
                .conv("right", 4, 1, 1, 0)
                .conv("trained", 4, 3, 1, 1)
                .add("add", "left", "right")
                .globalAveragePool("pool")
                .classify("fc", 2);
        FixedPart part = FixedPart.of(side, Set.of("conv1", "left", "right")).orElseThrow();
        assertThat(part.features()).containsExactly("left", "right");
        assertThat(part.size()).isEqualTo(512);
    }

    @Test
    void whatIsFrozenBehindWhatTrainsIsNotFixed() {
        assertThat(FixedPart.of(NET, Set.of("conv2"))).isEmpty();
        assertThat(part("conv1", "conv2").features()).containsExactly("conv1");
    }

    @Test
    void partsAreNamedByWhatTheyAreAndNotByWhatFollows() {
        Network other = NetworkBuilder.of("other", Initialiser.SIMONYAN, INPUT)
                .stage("one")
                .convWithoutBias("conv1", 4, 3, 1, 1)
                .batchNorm("norm1")
                .relu("relu1")
                .stage("top")
                .flatten("flat")
                .classify("fc", 9);
        Set<String> frozen = Set.of("conv1", "norm1", "relu1");
        assertThat(part("conv1", "norm1").hash())
                .isNotEqualTo(part("conv1").hash())
                .isEqualTo(part("conv1", "norm1", "relu1").hash());
        FixedPart flat = FixedPart.of(other, frozen).orElseThrow();
        assertThat(flat.features()).containsExactly("flat");
        assertThat(flat.hash()).isNotEqualTo(part("conv1", "norm1").hash());
    }

    private static FixedPart part(String... frozen) {
        return FixedPart.of(NET, Set.of(frozen)).orElseThrow();
    }
}
