package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.TensorContent;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.TransferPlan;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialRunnerTest {

    private static final TransferPlan SCRATCH = TransferPlan.fromScratch(network(), "afresh");
    private static final TransferPlan TRANSFER =
            TransferPlan.of(network(), Set.of("conv"), Set.of("conv"), "the body is kept");

    @Test
    void loadedNodesStartFromTheSourceAndTheOthersAsEver() {
        Map<String, TensorContent> source = TrialRunner.fresh(1, SCRATCH, Map.of());
        Map<String, TensorContent> drawn = TrialRunner.fresh(2, SCRATCH, Map.of());
        Map<String, TensorContent> start = TrialRunner.fresh(2, TRANSFER, source);
        assertThat(numbers(start, "conv.weight"))
                .isEqualTo(numbers(source, "conv.weight"))
                .isNotEqualTo(numbers(drawn, "conv.weight"));
        assertThat(numbers(start, "fc.weight")).isEqualTo(numbers(drawn, "fc.weight"));
    }

    @Test
    void aLoadedTensorThatTheSourceLacksIsRefused() {
        var source = new HashMap<>(TrialRunner.fresh(1, SCRATCH, Map.of()));
        source.remove("conv.bias");
        Map<String, TensorContent> start = TrialRunner.fresh(2, TRANSFER, source);
        try (Program program = Program.compile(
                network(),
                Learning.without(TRANSFER.frozen()),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new TrainingSettings(1, 4, 0, 0))) {
            assertThatThrownBy(() -> program.tensors(start))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISFIT))
                    .hasMessageContaining("have no tensor 'conv.bias'");
        }
    }

    private static float[] numbers(Map<String, TensorContent> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name)).values();
    }

    private static Network network() {
        var input = new NetworkInput(new ImageShape(1, 4, 4), 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("body")
                .conv("conv", 2, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", 3);
    }
}
