package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.NetworkInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizer steps are those of the papers, in plain arithmetic. */
class OptimizerTest {

    private static final ImageShape IMAGES = new ImageShape(1, 2, 2);
    private static final double RATE = 0.05;
    private static final int STEPS = 4;
    private static final Optional<Optimizer.Decay> ALL = Optional.of(Optimizer.Decay.ALL);

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(new Optimizer.Sgd(RATE, 0, false, 0.01), 0.0),
                Arguments.of(new Optimizer.Sgd(RATE, 0.9, false, 0.01), 0.0),
                Arguments.of(new Optimizer.Sgd(RATE, 0.9, true, 0.01), 0.0),
                Arguments.of(new Optimizer.Sgd(RATE, 0.9, true, 0.01), 0.05),
                Arguments.of(new Optimizer.Sgd(RATE, 0.9, true, 0.01, ALL), 0.0),
                Arguments.of(new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0.1), 0.0),
                Arguments.of(new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0.1, ALL), 0.0),
                Arguments.of(new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0.1), 0.05));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAreThoseOfPlainArithmetic(Optimizer optimizer, double clipNorm) {
        assertPlainArithmetic(optimizer, clipNorm, Learning.ALL);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void eachLayerStepsAtItsOwnRate(Optimizer optimizer, double clipNorm) {
        assertPlainArithmetic(optimizer, clipNorm, new Learning(Set.of(), Map.of("hidden", 0.1)));
        assertPlainArithmetic(optimizer, clipNorm, new Learning(Set.of(), Map.of("hidden", 0.3, "fc", 2.0)));
    }

    @Test
    void aTenthOfTheRateIsATenthOfAPlainFirstStep() {
        var sgd = new Optimizer.Sgd(RATE, 0, false, 0);
        Map<String, Tensor> start = InitialWeights.of(network(), RandomStream.of(3));
        Map<String, Tensor> whole = stepped(network(), Learning.ALL, sgd, start);
        Map<String, Tensor> slow = stepped(network(), new Learning(Set.of(), Map.of("hidden", 0.1)), sgd, start);
        for (String name : List.of("hidden.weight", "hidden.bias")) {
            double[] from = doubles(start.get(name));
            double[] full = doubles(whole.get(name));
            double[] tenth = doubles(slow.get(name));
            for (int i = 0; i < from.length; i++) {
                assertThat(tenth[i] - from[i]).isCloseTo((full[i] - from[i]) / 10, within(1e-7));
            }
            assertThat(full).isNotEqualTo(from);
        }
        assertThat(slow.get("fc.weight")).isEqualTo(whole.get("fc.weight"));
    }

    private static void assertPlainArithmetic(Optimizer optimizer, double clipNorm, Learning learning) {
        Network network = network();
        var settings = new TrainingSettings(1, 8, 0, clipNorm);
        try (Program program = Program.compile(network, learning, optimizer, settings);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)));
                var source = new Gradients(network)) {
            var expected = new HashMap<String, double[]>();
            tensors.export().forEach(t -> expected.put(t.name(), doubles(t)));
            var first = new HashMap<String, double[]>();
            var second = new HashMap<String, double[]>();
            for (int step = 1; step <= STEPS; step++) {
                Map<String, double[]> gradients = source.of(byName(tensors.export()), batch()).values().stream()
                        .collect(Collectors.toMap(Tensor::name, OptimizerTest::doubles));
                clip(gradients, clipNorm);
                for (String name : gradients.keySet()) {
                    double decay = name.endsWith("weight") || optimizer.decaysAll() ? optimizer.weightDecay() : 0;
                    double[] m = first.computeIfAbsent(name, n -> new double[expected.get(n).length]);
                    double[] v = second.computeIfAbsent(name, n -> new double[expected.get(n).length]);
                    double rate = RATE * learning.rate(name.substring(0, name.indexOf('.')));
                    update(optimizer, rate, decay, step, expected.get(name), gradients.get(name), m, v);
                }
                program.fit(tensors, batch(), RATE, 1);
                Map<String, Tensor> now = byName(tensors.export());
                gradients
                        .keySet()
                        .forEach(name -> assertThat(doubles(now.get(name)))
                                .as(name)
                                .containsExactly(expected.get(name), within(2e-5)));
            }
        }
    }

    private static final Set<TensorDeclaration.Kind> TRAINABLE = Set.of(
            TensorDeclaration.Kind.WEIGHT,
            TensorDeclaration.Kind.BIAS,
            TensorDeclaration.Kind.GAMMA,
            TensorDeclaration.Kind.BETA);

    static Stream<Arguments> decays() {
        return Stream.of(
                Arguments.of(
                        new Optimizer.Sgd(RATE, 0, false, 0),
                        new Optimizer.Sgd(RATE, 0, false, 0.5),
                        Set.of(TensorDeclaration.Kind.WEIGHT)),
                Arguments.of(
                        new Optimizer.Sgd(RATE, 0, false, 0), new Optimizer.Sgd(RATE, 0, false, 0.5, ALL), TRAINABLE),
                Arguments.of(
                        new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0),
                        new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0.5),
                        Set.of(TensorDeclaration.Kind.WEIGHT)),
                Arguments.of(
                        new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0),
                        new Optimizer.AdamW(RATE, 0.9, 0.99, 1e-8, 0.5, ALL),
                        TRAINABLE));
    }

    /** Of two steps that differ in the decay alone; running statistics are never pulled. */
    @ParameterizedTest
    @MethodSource("decays")
    void decayPullsWhatItIsToTouchAndLeavesTheRestAlone(
            Optimizer without, Optimizer with, Set<TensorDeclaration.Kind> pulled) {
        Network network = normalised();
        Map<String, Tensor> start = awayFromZero(network);
        Map<String, Tensor> plain = stepped(network, Learning.ALL, without, start);
        Map<String, Tensor> decayed = stepped(network, Learning.ALL, with, start);
        network.tensors().forEach(t -> {
            double pull = pulled.contains(t.kind()) ? RATE * 0.5 : 0;
            double[] expected = doubles(plain.get(t.name()));
            double[] weights = doubles(start.get(t.name()));
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= pull * weights[i];
            }
            assertThat(doubles(decayed.get(t.name()))).as(t.name()).containsExactly(expected, within(1e-6));
        });
    }

    private static Map<String, Tensor> stepped(
            Network network, Learning learning, Optimizer optimizer, Map<String, Tensor> start) {
        try (Program program = Program.compile(network, learning, optimizer, new TrainingSettings(1, 8, 0, 0));
                TrialTensors tensors = program.tensors(start)) {
            program.fit(tensors, batch(), RATE, 1);
            return byName(tensors.export());
        }
    }

    private static Map<String, Tensor> awayFromZero(Network network) {
        var values = new HashMap<>(InitialWeights.of(network, RandomStream.of(3)));
        values.replaceAll((name, tensor) -> {
            float[] numbers = tensor.values().clone();
            java.util.Arrays.fill(numbers, 0.8f);
            return tensor.shape().size() == 1 ? new Tensor(name, tensor.shape(), numbers) : tensor;
        });
        return values;
    }

    private static Network normalised() {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("normalised", Initialiser.HE, input.layer())
                .stage("body")
                .conv("conv", 4, 3, 1, 1)
                .batchNorm("norm")
                .globalAveragePool("pool")
                .classify("fc", 3);
    }

    @Test
    void aSmoothedLossIsTheMixtureOfTheTwo() {
        Network network = network();
        float plain = loss(network, 0);
        float smoothed = loss(network, 0.2);
        double uniform = uniformLoss(network);
        assertThat((double) smoothed).isCloseTo(0.8 * plain + 0.2 * uniform, within(1e-5));
    }

    private static float loss(Network network, double smoothing) {
        var settings = new TrainingSettings(1, 8, smoothing, 0);
        try (Program program = Program.compile(network, Learning.ALL, new Optimizer.Sgd(0, 0, false, 0), settings);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.fit(tensors, batch(), 0, 1).loss();
        }
    }

    /** The mean over images and classes of minus the logarithm of the softmax. */
    private static double uniformLoss(Network network) {
        var settings = new TrainingSettings(1, 8, 0, 0);
        try (Program program = Program.compile(network, Learning.ALL, new Optimizer.Sgd(0, 0, false, 0), settings);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            float[] logits = program.logits(tensors, batch());
            double sum = 0;
            for (int i = 0; i < logits.length; i += 3) {
                double log = Math.log(Math.exp(logits[i]) + Math.exp(logits[i + 1]) + Math.exp(logits[i + 2]));
                sum += 3 * log - logits[i] - logits[i + 1] - logits[i + 2];
            }
            return sum / logits.length;
        }
    }

    private static void clip(Map<String, double[]> gradients, double bound) {
        double norm = Math.sqrt(gradients.values().stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .map(g -> g * g)
                .sum());
        double factor = bound == 0 ? 1 : Math.min(1, bound / (norm + 1e-6));
        gradients.replaceAll(
                (name, g) -> java.util.Arrays.stream(g).map(x -> x * factor).toArray());
    }

    private static void update(
            Optimizer optimizer,
            double rate,
            double decay,
            int step,
            double[] p,
            double[] gradient,
            double[] m,
            double[] v) {
        for (int i = 0; i < p.length; i++) {
            if (optimizer instanceof Optimizer.Sgd sgd) {
                double g = gradient[i] + decay * p[i];
                m[i] = sgd.momentum() * m[i] + g;
                p[i] -= rate * (sgd.nesterov() ? g + sgd.momentum() * m[i] : sgd.momentum() > 0 ? m[i] : g);
            } else if (optimizer instanceof Optimizer.AdamW adamw) {
                p[i] -= rate * decay * p[i];
                m[i] = adamw.beta1() * m[i] + (1 - adamw.beta1()) * gradient[i];
                v[i] = adamw.beta2() * v[i] + (1 - adamw.beta2()) * gradient[i] * gradient[i];
                double mean = m[i] / (1 - Math.pow(adamw.beta1(), step));
                double square = v[i] / (1 - Math.pow(adamw.beta2(), step));
                p[i] -= rate * mean / (Math.sqrt(square) + adamw.epsilon());
            }
        }
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, t -> t));
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.values()[i];
        }
        return values;
    }

    private static Network network() {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("small", Initialiser.XAVIER, input.layer())
                .stage("body")
                .flatten("flatten")
                .dense("hidden", 5)
                .activation("tanh", dev.stride.network.Layer.Function.TANH)
                .classify("fc", 3);
    }

    private static Batch batch() {
        return RandomBatch.of(IMAGES, 8, 3);
    }
}
