package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorShape;
import dev.stride.spi.NetworkInput;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled programs give DJL's values and gradients, for every layer and every architecture. */
class OracleTest {

    private static final int CLASSES = 5;
    private static final int BATCH = 6;
    private static final ImageShape IMAGES = new ImageShape(3, 9, 10);

    static Stream<Arguments> layers() {
        return Stream.of(
                net("convolution", n -> n.conv("a", 4, 3, 1, 1)),
                net("strided convolution without padding", n -> n.conv("a", 4, 3, 2, 0)),
                net("convolution without bias", n -> n.convWithoutBias("a", 4, 5, 1, 2)),
                net("oblong kernel", n -> n.put("a", new Layer.Conv2d(4, 1, 5, 1, 0, 2, 1, true))),
                net("groups", n -> n.conv("a", 6, 1, 1, 0).put("b", new Layer.Conv2d(4, 3, 3, 1, 1, 1, 2, true))),
                net("max pool", n -> n.conv("a", 4, 3, 1, 1).maxPool("b", 2, 2)),
                net("overlapping max pool", n -> n.conv("a", 4, 3, 1, 1).maxPool("b", 3, 2)),
                net(
                        "max pool with ceiling",
                        n -> n.conv("a", 4, 3, 1, 1)
                                .put("b", new Layer.Pool(Layer.PoolKind.MAX, 3, 2, 0, Layer.Rounding.CEIL))),
                net("average pool", n -> n.conv("a", 4, 3, 1, 1).averagePool("b", 2, 2)),
                net(
                        "padded average pool",
                        n -> n.conv("a", 4, 3, 1, 1)
                                .put("b", new Layer.Pool(Layer.PoolKind.AVERAGE, 3, 2, 1, Layer.Rounding.FLOOR))),
                net(
                        "batch norm",
                        n -> n.convWithoutBias("a", 4, 3, 1, 1).batchNorm("b").relu("c")),
                net(
                        "response norm",
                        n -> n.conv("a", 7, 3, 1, 1).put("b", new Layer.LocalResponseNorm(5, 0.3, 0.75, 2))),
                net("relu", n -> n.conv("a", 4, 3, 1, 1).relu("b")),
                net("tanh", n -> n.conv("a", 4, 3, 1, 1).activation("b", Layer.Function.TANH)),
                net("sigmoid", n -> n.conv("a", 4, 3, 1, 1).activation("b", Layer.Function.SIGMOID)),
                net("sum", n -> n.conv("a", 4, 3, 1, 1).conv("b", 4, 3, 1, 1).add("c", "a")),
                net("concatenation", n -> {
                    n.conv("a", 4, 3, 1, 1).from("input").conv("b", 2, 1, 1, 0);
                    return n.concat("c", "a", "b");
                }),
                net("parameter-free shortcut", n -> {
                    n.conv("a", 4, 3, 1, 1).put("b", new Layer.Subsample(2)).put("c", new Layer.PadChannels(1, 2));
                    return n.relu("d");
                }),
                net("scripted", n -> {
                    n.conv("a", 4, 3, 1, 1);
                    return n.put(
                            "b",
                            new Layer.Scripted(
                                    List.of(new Layer.Declared("slope", List.of(4), 1.5)),
                                    new TensorShape.Maps(4, 9, 10),
                                    0,
                                    "torch.mul(x, torch.sigmoid(torch.mul(x, torch.reshape(p[0], [1, -1, 1, 1]))))"));
                }));
    }

    static Stream<Arguments> architectures() {
        return Stream.of(NarrowNets.values())
                .filter(net -> net != NarrowNets.GOOGLENET_WITH_HEADS)
                .map(net -> Arguments.of(net.name(), net.network(CLASSES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"layers", "architectures"})
    void valuesAndGradientsAreDjls(String name, Network network) {
        Map<String, Tensor> values = values(network);
        Batch batch = batch(network.input().shape());
        try (var oracle = new DjlOracle(network, values);
                Program program = Program.compile(
                        network,
                        Learning.ALL,
                        new Optimizer.Sgd(0.1, 0, false, 0),
                        new TrainingSettings(1, BATCH, 0, 0));
                TrialTensors tensors = program.tensors(values);
                var gradients = new Gradients(network)) {
            close(program.logits(tensors, batch), oracle.logits(batch), 1e-4f, 1e-3f);
            assertThat(oracle.shapes(batch)).isEqualTo(network.shapes());
            Map<String, float[]> expected = oracle.gradients(batch);
            Map<String, Tensor> actual = gradients.of(values, batch);
            assertThat(actual).hasSameSizeAs(expected.keySet());
            // What a batch norm takes away again has no gradient but rounding, which the others' size shows.
            float least = Math.max(1e-3f, largest(expected.values()) / 100);
            actual.forEach((tensor, g) -> close(g.values(), expected.get(tensor), 1e-3f, least));
        }
    }

    /** Equal but for rounding, measured against the largest number, or the least that counts. */
    private static void close(float[] actual, float[] expected, float share, float least) {
        float scale = Math.max(least, largest(List.of(expected)));
        assertThat(actual).containsExactly(expected, within(share * scale));
    }

    private static float largest(Collection<float[]> values) {
        float largest = 0;
        for (float[] numbers : values) {
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        return largest;
    }

    private static Arguments net(String name, UnaryOperator<NetworkBuilder> layers) {
        var input = new NetworkInput(IMAGES, CLASSES, List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.25));
        NetworkBuilder net =
                NetworkBuilder.of(name, Initialiser.HE, input.layer()).stage("body");
        return Arguments.of(name, layers.apply(net).globalAveragePool("pool").classify("fc", CLASSES));
    }

    /** Biases and statistics that are not zero or one, so that mistakes with them show. */
    private static Map<String, Tensor> values(Network network) {
        var values = new HashMap<>(InitialWeights.of(network, RandomStream.of(17)));
        network.tensors().forEach(t -> {
            if (t.shape().size() == 1) {
                RandomStream random = RandomStream.of(23).split(t.name());
                float[] numbers = new float[t.shape().get(0)];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = (float) random.nextDouble(0.5, 1.5);
                }
                values.put(t.name(), new Tensor(t.name(), t.shape(), numbers));
            }
        });
        return values;
    }

    private static Batch batch(ImageShape shape) {
        return RandomBatch.of(shape, BATCH, CLASSES);
    }
}
