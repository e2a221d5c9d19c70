package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.plugins.architectures.LeNet5;
import dev.stride.plugins.architectures.ResNet;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {

    private static final TrainingSettings PLAIN = new TrainingSettings(1, 16, 0, 0);
    private static final ImageShape DIGITS = new ImageShape(1, 28, 28);

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(0.05, 0, false, 0),
                new Optimizer.Sgd(0.05, 0.9, false, 5e-4),
                new Optimizer.Sgd(0.05, 0.9, true, 5e-4),
                new Optimizer.AdamW(0.003, 0.9, 0.999, 1e-8, 0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void lossFallsAndEveryTrainedTensorChanges(Optimizer optimizer) {
        Network network = network(new LeNet5());
        try (Program program =
                        Program.compile(network, Learning.ALL, optimizer, new TrainingSettings(1, 16, 0.1, 1.0));
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            Map<String, Tensor> before = byName(tensors.export());
            float first = program.fit(tensors, batch(), optimizer.rate(), 1).loss();
            float last = first;
            for (int i = 0; i < 30; i++) {
                last = program.fit(tensors, batch(), optimizer.rate(), 1).loss();
            }
            assertThat(last).isLessThan(first * 0.8f);
            assertThat(byName(tensors.export()))
                    .allSatisfy((name, tensor) -> assertThat(tensor)
                            .isNotEqualTo(before.getOrDefault(name, new Tensor(name, List.of(0), new float[0]))));
        }
    }

    @Test
    void aNetForBlueGreenRedSeesTheChannelsTurnedAround() {
        var shape = new ImageShape(3, 6, 5);
        Batch images = RandomBatch.of(shape, 3, 2);
        var turned = new Batch(shape, 3, false);
        turned.setCount(3);
        int plane = 6 * 5;
        for (int i = 0; i < 3 * shape.size(); i++) {
            int channel = i / plane % 3;
            turned.pixels().put(i, images.pixels().get(i + (2 - 2 * channel) * plane));
        }
        float[] swapped = colours(Layer.ChannelOrder.BGR, shape, images);
        assertThat(swapped).isEqualTo(colours(Layer.ChannelOrder.RGB, shape, turned));
        assertThat(swapped).isNotEqualTo(colours(Layer.ChannelOrder.RGB, shape, images));
    }

    private static float[] colours(Layer.ChannelOrder order, ImageShape shape, Batch images) {
        var input = new Layer.Input(shape, order, 1, List.of(104.0, 117.0, 123.0), List.of(1.0, 2.0, 3.0));
        Network network = NetworkBuilder.of("colours", Initialiser.HE, input)
                .conv("conv", 4, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", 2);
        try (Program program = Program.compile(network, Learning.ALL, new Optimizer.Sgd(0.1, 0, false, 0), PLAIN);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.logits(tensors, images);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void exportedTensorsGoOnExactly(Optimizer optimizer) {
        Network network = network(new ResNet());
        try (Program program = Program.compile(network, Learning.ALL, optimizer, PLAIN)) {
            List<Tensor> through;
            Map<String, Tensor> half;
            try (TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
                train(program, tensors, optimizer, 2);
                half = byName(tensors.export());
                train(program, tensors, optimizer, 2);
                through = tensors.export();
            }
            try (TrialTensors tensors = program.resumed(half, Set.of())) {
                train(program, tensors, optimizer, 2);
                assertThat(tensors.export()).isEqualTo(through);
            }
        }
    }

    @Test
    void frozenNodesStayToTheBitAndTheRestTrains() {
        Network network = network(new ResNet());
        Set<String> frozen = network.nodes().stream()
                .filter(n -> !n.stage().equals(Network.HEAD_STAGE))
                .map(n -> n.name())
                .collect(Collectors.toSet());
        Optimizer optimizer = new Optimizer.Sgd(0.05, 0.9, true, 5e-4);
        try (Program program = Program.compile(network, Learning.without(frozen), optimizer, PLAIN);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            Map<String, Tensor> before = byName(tensors.export());
            train(program, tensors, optimizer, 3);
            Map<String, Tensor> after = byName(tensors.export());
            network.tensors().forEach(t -> {
                if (frozen.contains(t.node())) {
                    assertThat(after.get(t.name())).isEqualTo(before.get(t.name()));
                } else {
                    assertThat(after.get(t.name())).isNotEqualTo(before.get(t.name()));
                }
            });
        }
    }

    @Test
    void evaluationChangesNothing() {
        Network network = network(new ResNet());
        Optimizer optimizer = new Optimizer.Sgd(0.05, 0.9, true, 5e-4);
        try (Program program = Program.compile(network, Learning.ALL, optimizer, PLAIN);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            List<Tensor> before = tensors.export();
            Program.Evaluation evaluation = program.evaluate(tensors, batch()).get(Program.MAIN);
            assertThat(evaluation.lossSum()).isPositive();
            assertThat(program.logits(tensors, batch())).hasSize(160);
            assertThat(tensors.export()).isEqualTo(before);
        }
    }

    @Test
    void weightsStayWhereTheyAreWhenMemoryIsCollected() {
        Network network = network(new LeNet5());
        Optimizer optimizer = new Optimizer.Sgd(0.05, 0.9, true, 0);
        Map<String, Tensor> values = InitialWeights.of(network, RandomStream.of(3));
        try (Program program = Program.compile(network, Learning.ALL, optimizer, PLAIN);
                TrialTensors tensors = program.tensors(values)) {
            for (int i = 0; i < 20; i++) {
                System.gc();
                // Direct memory that was freed is given out again, and overwritten.
                java.nio.ByteBuffer.allocateDirect(1 << 12).putInt(0, i);
                try (TrialTensors others = program.tensors(InitialWeights.of(network, RandomStream.of(i)))) {
                    program.evaluate(others, batch());
                }
            }
            Map<String, Tensor> now = byName(tensors.export());
            values.forEach((name, tensor) -> assertThat(now.get(name)).isEqualTo(tensor));
        }
    }

    @Test
    void colourImagesAreNormalisedByChannel() {
        var shape = new ImageShape(3, 1, 1);
        var input = new NetworkInput(shape, 3, List.of(0.5, 0.25, 0.0), List.of(0.5, 0.25, 2.0));
        Network network = dev.stride.network.NetworkBuilder.of("n", dev.stride.network.Initialiser.HE, input.layer())
                .flatten("flatten")
                .classify("fc", 3);
        var identity = new Tensor("fc.weight", List.of(3, 3), new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        var bias = new Tensor("fc.bias", List.of(3), new float[3]);
        try (Program program = Program.compile(network, Learning.ALL, new Optimizer.Sgd(1, 0, false, 0), PLAIN);
                TrialTensors tensors = program.tensors(Map.of("fc.weight", identity, "fc.bias", bias))) {
            var batch = new Batch(shape, 1, false);
            batch.pixels().put(0, (byte) 255).put(1, (byte) 0).put(2, (byte) 51);
            batch.setCount(1);
            assertThat(program.logits(tensors, batch))
                    .containsExactly(new float[] {1f, -1f, 0.1f}, org.assertj.core.api.Assertions.within(1e-6f));
        }
    }

    private static void train(Program program, TrialTensors tensors, Optimizer optimizer, int steps) {
        for (int i = 0; i < steps; i++) {
            program.fit(tensors, batch(), optimizer.rate(), 1);
        }
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, t -> t));
    }

    private static <P extends Record> Network network(Architecture<P> architecture) {
        return architecture.describe(
                ParameterRecord.of(architecture.parameters()).bind(ParameterValue.Fields.NONE),
                new NetworkInput(DIGITS, 10, List.of(0.5), List.of(0.3)));
    }

    private static Batch batch() {
        return RandomBatch.of(DIGITS, 16, 10);
    }
}
