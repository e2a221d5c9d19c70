package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.stride.artifacts.Tensor;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrialTensorsTest {

    private static final ImageShape IMAGES = new ImageShape(1, 4, 4);

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(0.05, 0, false, 0),
                new Optimizer.Sgd(0.05, 0.9, false, 0),
                new Optimizer.AdamW(0.003, 0.9, 0.999, 1e-8, 0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aCheckpointWithoutOneOfItsTensorsIsRefused(Optimizer optimizer) {
        try (Program program = compile(optimizer)) {
            for (Tensor tensor : exported(program)) {
                var values = byName(exported(program));
                values.remove(tensor.name());
                refused(
                        () -> program.resumed(values, Set.of()),
                        ErrorCode.CORRUPT,
                        "have no tensor '" + tensor.name() + "'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aCheckpointWithATensorOfAnotherShapeIsRefused(Optimizer optimizer) {
        try (Program program = compile(optimizer)) {
            for (Tensor tensor : exported(program)) {
                var values = byName(exported(program));
                int longer = tensor.values().length + 1;
                values.put(tensor.name(), new Tensor(tensor.name(), List.of(longer), new float[longer]));
                refused(
                        () -> program.resumed(values, Set.of()),
                        ErrorCode.CORRUPT,
                        "have '" + tensor.name() + "' as [" + longer + "], where the shape " + tensor.shape());
            }
        }
    }

    @Test
    void weightsThatLackATensorOrHaveItInAnotherShapeAreRefused() {
        try (Program program = compile(new Optimizer.Sgd(0.05, 0.9, false, 0))) {
            for (String name : weights().keySet()) {
                var without = weights();
                without.remove(name);
                refused(() -> program.tensors(without), ErrorCode.MISFIT, "have no tensor '" + name + "'");
                var reshaped = weights();
                reshaped.put(name, new Tensor(name, List.of(99), new float[99]));
                refused(() -> program.tensors(reshaped), ErrorCode.MISFIT, "have '" + name + "' as [99]");
            }
        }
    }

    @Test
    void memoryIsFreedWhereValuesAreRefused() {
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        var optimizer = new Optimizer.Sgd(0.05, 0.9, false, 0);
        var withoutLast = weights();
        withoutLast.remove("fc.bias");
        assertThatThrownBy(() -> TrialTensors.of(
                        manager,
                        TensorLists.of(network(), Learning.ALL, optimizer),
                        optimizer,
                        StartValues.fresh(withoutLast)))
                .isInstanceOf(PlatformException.class);
        assertThat(manager.isOpen()).isFalse();
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static List<Tensor> exported(Program program) {
        try (TrialTensors tensors = program.tensors(weights())) {
            program.fit(tensors, RandomBatch.of(IMAGES, 4, 3), 0.01, 1);
            return tensors.export();
        }
    }

    private static Map<String, Tensor> weights() {
        return new HashMap<>(InitialWeights.of(network(), RandomStream.of(3)));
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return new HashMap<>(tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity())));
    }

    private static Program compile(Optimizer optimizer) {
        return Program.compile(network(), Learning.ALL, optimizer, new TrainingSettings(1, 4, 0, 0));
    }

    private static Network network() {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("body")
                .convWithoutBias("conv", 2, 3, 1, 1)
                .batchNorm("norm")
                .globalAveragePool("pool")
                .classify("fc", 3);
    }
}
