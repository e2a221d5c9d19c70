package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.FixedPart;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorDeclaration;
import dev.stride.plugins.architectures.GoogLeNet;
import dev.stride.plugins.transfer.TransferPlugin;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every strategy trains what its plan says, and leaves everything else to the bit. */
class StrategiesTest {

    private static final int CLASSES = 3;
    private static final int SOURCE_CLASSES = 5;
    private static final int BATCH = 12;
    private static final int STEPS = 2;
    private static final int EPOCHS = 5;
    private static final double RATE = 0.05;
    private static final Optimizer SGD = new Optimizer.Sgd(RATE, 0.9, true, 1e-3);
    private static final Optimizer PLAIN = new Optimizer.Sgd(RATE, 0, false, 0);

    /** A strategy with parameters beside its source. */
    private record Chosen(String name, int images, Map<String, ParameterValue> parameters) {

        TransferPlan plan(Network target, Optional<SourceWeights> source) {
            return new TransferPlugin()
                    .modules().stream()
                            .filter(module -> module.name().equals(name))
                            .map(module -> plan((TransferStrategy<?>) module, target, source))
                            .findFirst()
                            .orElseThrow();
        }

        private <P extends Record> TransferPlan plan(
                TransferStrategy<P> strategy, Network target, Optional<SourceWeights> source) {
            ParameterRecord<P> record = ParameterRecord.of(strategy.parameters());
            var given = new TreeMap<>(parameters);
            if (record.names().contains("source")) {
                given.put("source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors"))));
            }
            P bound = record.bind(ParameterValue.Fields.of(given));
            return strategy.plan(
                    bound,
                    new TransferTarget(target, images),
                    strategy.source(bound).flatMap(s -> source));
        }

        @Override
        public String toString() {
            return name + " " + parameters + " on " + images;
        }
    }

    private static final ParameterValue ONE = ParameterValue.of(1);
    private static final ParameterValue HALF = ParameterValue.of(0.5);
    private static final List<Chosen> STRATEGIES = List.of(
            new Chosen("from-scratch", 100, Map.of()),
            new Chosen("feature-extraction", 100, Map.of()),
            new Chosen("partial-fine-tuning", 100, Map.of("frozen", ParameterValue.of(0))),
            new Chosen("partial-fine-tuning", 100, Map.of("frozen", ONE, "decay", HALF)),
            new Chosen("new-top", 100, Map.of("keep", ONE)),
            new Chosen("new-top", 100, Map.of("keep", ParameterValue.of(2), "hidden", ONE, "dropout", HALF)),
            new Chosen("new-top", 100, Map.of("keep", ONE, "features", ParameterValue.of("flattened"))),
            new Chosen("fine-tuning", 100, Map.of("decay", HALF)),
            new Chosen("gradual-unfreezing", 100, Map.of("decay", HALF)),
            new Chosen("gradual-unfreezing", 100, Map.of("every", ParameterValue.of(2))),
            new Chosen("auto", 999, Map.of()),
            new Chosen("auto", 1_000, Map.of()),
            new Chosen("auto", 10_000, Map.of()));

    static Stream<Arguments> strategiesAndNets() {
        return STRATEGIES.stream()
                .flatMap(chosen -> Stream.of("residual", "plain", "side heads").map(net -> Arguments.of(chosen, net)));
    }

    private static Network network(String net, int classes) {
        return switch (net) {
            case "residual" -> residual(classes);
            case "plain" -> NarrowNets.PLAIN.network(classes);
            default -> sideHeads(classes);
        };
    }

    @Test
    void noStrategyIsLeftOut() {
        assertThat(STRATEGIES.stream().map(Chosen::name).distinct())
                .containsExactlyInAnyOrderElementsOf(new TransferPlugin()
                        .modules().stream().map(Module::name).toList());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("strategiesAndNets")
    void eachEpochTrainsWhatIsNotFrozenInItAndNothingElse(Chosen chosen, String net) {
        Map<String, Tensor> source = source(network(net, SOURCE_CLASSES));
        TransferPlan plan = plan(chosen, net);
        Map<String, Tensor> before = start(plan, source);
        Optional<Learning> last = Optional.empty();
        int epochs = plan.firstEpochs().isEmpty() ? 1 : EPOCHS;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            var learning = new Learning(plan.frozenIn(epoch), plan.rates());
            Map<String, Tensor> after = trained(plan.network(), learning, SGD, before, last);
            for (TensorDeclaration tensor : plan.network().tensors()) {
                boolean stays = after.get(tensor.name()).equals(before.get(tensor.name()));
                assertThat(stays)
                        .as(tensor.name() + " stays in epoch " + epoch)
                        .isEqualTo(plan.frozenIn(epoch).contains(tensor.node()));
            }
            before = after;
            last = Optional.of(learning);
        }
        Map<String, Tensor> end = before;
        plan.network().tensors().stream()
                .filter(tensor -> plan.frozen().contains(tensor.node()))
                .forEach(tensor ->
                        assertThat(end.get(tensor.name())).as(tensor.name()).isEqualTo(source.get(tensor.name())));
    }

    /** What is computed once must be what would be computed each time: the same logits, and the same training. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("strategiesAndNets")
    void onFeaturesOfWhatIsFrozenItTellsAndTrainsTheSame(Chosen chosen, String net) {
        TransferPlan plan = plan(chosen, net);
        Optional<FixedPart> part = FixedPart.of(plan.network(), plan.frozen());
        assertThat(part.isEmpty()).isEqualTo(plan.frozen().isEmpty());
        if (part.isEmpty()) {
            return;
        }
        Map<String, Tensor> start = start(plan, source(network(net, SOURCE_CLASSES)));
        var learning = new Learning(plan.frozenIn(1), plan.rates());
        try (Program program = Program.compile(plan.network(), learning, PLAIN, settings());
                Program onFeatures = Program.compile(plan.network(), learning, PLAIN, settings(), part);
                TrialTensors tensors = program.tensors(start);
                TrialTensors others = onFeatures.tensors(start)) {
            Batch images = batch(plan.network());
            Batch features = features(onFeatures, others, images);
            assertThat(onFeatures.logits(others, features)).isEqualTo(program.logits(tensors, images));
            for (int step = 0; step < STEPS; step++) {
                Program.Step here = program.fit(tensors, images, RATE, step);
                Program.Step there = onFeatures.fit(others, features, RATE, step);
                assertThat(there.loss()).isEqualTo(here.loss());
                assertThat(there.hits()).isEqualTo(here.hits());
            }
            assertThat(onFeatures.evaluate(others, features)).isEqualTo(program.evaluate(tensors, images));
            assertThat(farthest(tensors.export(), others.export())).isLessThan(1e-6);
        }
    }

    /** The largest difference: a sum of gradients may be taken in another order where less of the net is gone through. */
    private static double farthest(List<Tensor> some, List<Tensor> others) {
        Map<String, Tensor> named = byName(others);
        double largest = 0;
        for (Tensor tensor : some) {
            float[] other = named.get(tensor.name()).values();
            for (int i = 0; i < other.length; i++) {
                largest = Math.max(largest, Math.abs(tensor.values()[i] - other[i]));
            }
        }
        return largest;
    }

    private static Batch features(Program program, TrialTensors tensors, Batch images) {
        var features = new Batch(program.inputs(), BATCH, true);
        features.pixels().asFloatBuffer().put(program.features(tensors, images));
        System.arraycopy(images.labels(), 0, features.labels(), 0, BATCH);
        features.setCount(BATCH);
        return features;
    }

    @Test
    void aStageTwiceAsFarFromTheHeadStepsByASquare() {
        var fast = new Chosen("fine-tuning", 100, Map.of());
        var slow = new Chosen("fine-tuning", 100, Map.of("decay", ParameterValue.of(0.1)));
        Map<String, Tensor> start = start(plan(fast, "residual"), source(residual(SOURCE_CLASSES)));
        Map<String, Tensor> whole = stepped(plan(fast, "residual"), start);
        Map<String, Tensor> part = stepped(plan(slow, "residual"), start);
        assertStep("high.conv.weight", 0.1, start, whole, part);
        assertStep("low.conv.weight", 0.01, start, whole, part);
        assertStep("stem.conv.weight", 0.001, start, whole, part);
        assertStep("fc.weight", 1, start, whole, part);
    }

    private static void assertStep(
            String name,
            double factor,
            Map<String, Tensor> start,
            Map<String, Tensor> whole,
            Map<String, Tensor> part) {
        float[] from = start.get(name).values();
        double largest = 0;
        for (int i = 0; i < from.length; i++) {
            double step = whole.get(name).values()[i] - from[i];
            assertThat((double) part.get(name).values()[i] - from[i]).as(name).isCloseTo(factor * step, within(2e-7));
            largest = Math.max(largest, Math.abs(step));
        }
        assertThat(largest * factor).as(name + " steps by more than a rounding").isGreaterThan(1e-5);
    }

    private static Map<String, Tensor> stepped(TransferPlan plan, Map<String, Tensor> start) {
        var learning = new Learning(plan.frozenIn(1), plan.rates());
        try (Program program = Program.compile(plan.network(), learning, PLAIN, settings());
                TrialTensors tensors = program.tensors(start)) {
            program.fit(tensors, batch(plan.network()), 1, 1);
            return byName(tensors.export());
        }
    }

    private static TransferPlan plan(Chosen chosen, String net) {
        Network source = network(net, SOURCE_CLASSES);
        Map<String, List<Integer>> shapes =
                source.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape));
        return chosen.plan(network(net, CLASSES), Optional.of(SourceWeights.of(shapes, Optional.of(source))));
    }

    private static Map<String, Tensor> trained(
            Network network,
            Learning learning,
            Optimizer optimizer,
            Map<String, Tensor> before,
            Optional<Learning> last) {
        try (Program program = Program.compile(network, learning, optimizer, settings());
                TrialTensors tensors =
                        last.map(l -> program.resumed(before, l.frozen())).orElseGet(() -> program.tensors(before))) {
            for (int step = 0; step < STEPS; step++) {
                program.fit(tensors, batch(network), RATE, step);
            }
            return byName(tensors.export());
        }
    }

    private static TrainingSettings settings() {
        return new TrainingSettings(1, BATCH, 0.1, 1);
    }

    private static Batch batch(Network network) {
        return RandomBatch.of(network.input().shape(), BATCH, CLASSES);
    }

    private static Map<String, Tensor> start(TransferPlan plan, Map<String, Tensor> source) {
        var start = new HashMap<>(InitialWeights.of(plan.network(), RandomStream.of(4)));
        plan.network().tensors().stream()
                .filter(tensor -> plan.loaded().contains(tensor.node()))
                .forEach(tensor -> start.put(tensor.name(), source.get(tensor.name())));
        return start;
    }

    /** Weights, and statistics as training leaves them: other than at the start. */
    private static Map<String, Tensor> source(Network network) {
        return trained(network, Learning.ALL, PLAIN, InitialWeights.of(network, RandomStream.of(3)), Optional.empty());
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
    }

    /** Three stages with batch norm, a shortcut and dropout. */
    private static Network residual(int classes) {
        NetworkBuilder net = NetworkBuilder.of(
                        "residual",
                        Initialiser.HE,
                        new NetworkInput(new ImageShape(1, 8, 8), classes, List.of(0.5), List.of(0.3)).layer())
                .stage("stem");
        unit(net, "stem", 6).stage("low");
        net.from(unit(net, "low", 6).here()).add("low.sum", "stem.act").dropout("low.drop", 0.2);
        return unit(net.stage("high"), "high", 8)
                .stage("pool")
                .globalAveragePool("pool")
                .dropout("drop", 0.2)
                .classify("fc", classes);
    }

    private static NetworkBuilder unit(NetworkBuilder net, String name, int filters) {
        return net.convWithoutBias(name + ".conv", filters, 3, 1, 1)
                .batchNorm(name + ".norm")
                .activation(name + ".act", dev.stride.network.Layer.Function.TANH);
    }

    /** GoogLeNet with batch norm, dropout and its auxiliary heads. */
    private static Network sideHeads(int classes) {
        var module = new GoogLeNet();
        var values = new TreeMap<>(ParameterRecord.of(module.parameters())
                .write(module.presets().get("googlenet-torchvision"))
                .values());
        values.put("stem", ParameterValue.of("small"));
        values.put("width", ParameterValue.of(0.1));
        values.put("auxiliary", ParameterValue.of(true));
        return module.describe(
                ParameterRecord.of(module.parameters()).bind(ParameterValue.Fields.of(values)),
                NetworkInput.unnormalised(new ImageShape(3, 32, 32), classes));
    }
}
