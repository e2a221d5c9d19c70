package dev.stride.benchmarks;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.FileArtifactStore;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.DataSelection;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import dev.stride.network.FixedPart;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.plugins.architectures.ResNet;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.TransferPlan;
import dev.stride.training.checkpoint.TrialCheckpoint;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.features.KeptFeatures;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.loop.TrialState;
import dev.stride.training.loop.TrialTraining;
import dev.stride.training.program.InitialWeights;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a sweep over heads costs on the features of a frozen net, computed and kept by its first trial, beside the same
 * sweep on images: resnet-20 on 32x32x3, 20 heads of other rates, 10 epochs each, with a checkpoint after each, one
 * thread.
 */
public final class FeatureBenchmark {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int CLASSES = 10;
    private static final int HEADS = 20;
    private static final int EPOCHS = 10;
    private static final int BATCH = 128;
    private static final int TESTED = 500;

    private final PreparedData data;
    private final TransferPlan transfer;
    private final FixedPart part;
    private final ArtifactStore artifacts;
    private final FeatureStore kept;
    private final Map<Learning, Program> programs = new HashMap<>();

    private FeatureBenchmark(int images, Path folder) {
        this.artifacts = FileArtifactStore.at(folder.resolve("artifacts"));
        this.kept = new FeatureStore(folder.resolve("features"), 1L << 32, Clock.systemUTC());
        var selection = new DataSelection(ModuleRef.of(ModuleKind.DATASET, "noise"), 0.1, 1, 0);
        List<String> classes =
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList();
        this.data = PreparedData.of(new ImageData(classes, images(images, 1), images(TESTED, 2), List.of()), selection);
        Network network = new ResNet()
                .describe(
                        ParameterRecord.of(ResNet.Parameters.class).bind(ParameterValue.Fields.NONE),
                        NetworkInput.unnormalised(SHAPE, CLASSES));
        Set<String> body = network.nodes().stream()
                .filter(node -> !node.stage().equals(Network.HEAD_STAGE))
                .map(Node::name)
                .collect(Collectors.toSet());
        this.transfer = TransferPlan.of(network, body, body, "a new head");
        this.part = FixedPart.of(network, body).orElseThrow();
    }

    /** Argument: how many images; 1,000 where there is none. */
    public static void main(String[] args) throws IOException {
        int images = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        Path folder = Files.createTempDirectory("stride-features");
        try {
            new FeatureBenchmark(images, folder).compare();
        } finally {
            remove(folder);
        }
    }

    private void compare() {
        trial(Optional.empty(), HEADS);
        double once = sweep(Optional.of(kept));
        double anew = sweep(Optional.empty());
        System.out.printf(
                Locale.ROOT,
                "%d heads, %d epochs, %d + %d + %d images: %.2f s with kept features, %.1f s on images, %.0f times as fast%n",
                HEADS,
                EPOCHS,
                data.split().train().length,
                data.split().validation().length,
                TESTED,
                once,
                anew,
                anew / once);
    }

    private double sweep(Optional<FeatureStore> store) {
        long start = System.nanoTime();
        programs.values().forEach(Program::close);
        programs.clear();
        for (int head = 0; head < HEADS; head++) {
            trial(store, head);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void trial(Optional<FeatureStore> store, int head) {
        TrialPlan plan = plan(0.001 * (head + 1));
        Optional<KeptFeatures> features = store.map(own -> new KeptFeatures(part, own, ""));
        var training = new TrialTraining(
                plan,
                data,
                new AugmentationPipeline(List.of(), data.statistics(), plan.seed()),
                transfer,
                features,
                learning -> programs.computeIfAbsent(
                        learning,
                        l -> Program.compile(
                                transfer.network(),
                                l,
                                plan.optimizer(),
                                plan.training(),
                                features.map(KeptFeatures::part))),
                System::nanoTime);
        Map<String, Tensor> weights = InitialWeights.of(transfer.network(), RandomStream.of(1));
        try (TrialState state = training.fresh(weights)) {
            AttemptEvent end = training.run(state, new Saving(), () -> false);
            if (!(end instanceof AttemptEvent.Finished)) {
                throw new IllegalStateException("the trial came to " + end);
            }
        }
    }

    /** Saves a checkpoint after each epoch, as a slot does. */
    private final class Saving implements TrialTraining.EpochListener {

        @Override
        public void begins(int epoch) {}

        @Override
        public void completed(
                int epoch, Map<Metric, Double> metrics, double seconds, long images, TrialTensors tensors) {
            artifacts.put(
                    new TrialCheckpoint(epoch, transfer.network(), data.sha256(), 1, tensors.contents()).content());
        }
    }

    private TrialPlan plan(double rate) {
        return new TrialPlan(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "noise"), 0.1, 1, 0),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "resnet-20"),
                List.of(),
                ModuleRef.of(ModuleKind.TRANSFER, "feature-extraction"),
                new Optimizer.Sgd(rate, 0.9, true, 5e-4),
                new Schedule.Constant(),
                new TrainingSettings(EPOCHS, BATCH, 0, 0),
                1);
    }

    private static ImageSet images(int count, long seed) {
        RandomStream random = RandomStream.of(seed);
        byte[] pixels = new byte[count * (int) SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
        return new ImageSet.InMemory(SHAPE, pixels, labels);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
