package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static final ImageShape IMAGES = new ImageShape(1, 4, 4);

    @Test
    void whatIsDroppedRepeatsUnderASeed() {
        assertThat(trained(Set.of(), 1)).isEqualTo(trained(Set.of(), 1));
        assertThat(trained(Set.of(), 1)).isNotEqualTo(trained(Set.of(), 2));
    }

    @Test
    void nothingIsDroppedInAFrozenNode() {
        assertThat(trained(Set.of("drop"), 1)).isEqualTo(trained(Set.of("drop"), 2));
    }

    @Test
    void nothingIsDroppedInEvaluation() {
        assertThat(logits(network(true))).isEqualTo(logits(network(false)));
    }

    /** The weights after three steps. */
    private static List<Tensor> trained(Set<String> frozen, long seed) {
        Network network = network(true);
        try (Program program = compile(network, frozen);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            for (int step = 0; step < 3; step++) {
                program.fit(tensors, RandomBatch.of(IMAGES, 6, 3), 0.1, seed + step * 100L);
            }
            return tensors.export();
        }
    }

    private static float[] logits(Network network) {
        try (Program program = compile(network, Set.of());
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.logits(tensors, RandomBatch.of(IMAGES, 6, 3));
        }
    }

    private static Program compile(Network network, Set<String> frozen) {
        return Program.compile(
                network,
                Learning.without(frozen),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new TrainingSettings(1, 6, 0, 0));
    }

    private static Network network(boolean drops) {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        NetworkBuilder net = NetworkBuilder.of("drops", Initialiser.HE, input.layer())
                .stage("body")
                .flatten("flatten")
                .dense("hidden", 20);
        return (drops ? net.dropout("drop", 0.5) : net).classify("fc", 3);
    }
}
