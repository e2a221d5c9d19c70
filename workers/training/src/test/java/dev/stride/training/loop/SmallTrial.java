package dev.stride.training.loop;

import dev.stride.artifacts.Tensor;
import dev.stride.model.DataSelection;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import dev.stride.network.FixedPart;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.Transform;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.features.KeptFeatures;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.program.InitialWeights;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A trial of a second: batch norm, dropout, momentum, augmentation and a rest of a single image, so that all which
 * training has to go on from is there.
 */
record SmallTrial(TrialPlan plan, PreparedData data, TransferPlan transfer, Map<Learning, Program> programs)
        implements AutoCloseable {

    private static final ImageShape IMAGES = new ImageShape(1, 4, 4);
    private static final int CLASSES = 2;
    private static final int EPOCHS = 3;
    private static final long SEED = 5;
    private static final List<AugmentationPipeline.Step> STEPS = List.of(
            (shape, random) -> Transform.Geometric.translation(random.nextDouble(-1, 1), random.nextDouble(-1, 1)));

    static SmallTrial of(Optimizer optimizer, int batch) {
        return of(optimizer, batch, TransferPlan.fromScratch(net(), "all afresh"));
    }

    static SmallTrial of(Optimizer optimizer, int batch, TransferPlan transfer) {
        return of(optimizer, batch, transfer, images -> images);
    }

    /** @param held how the training images are held */
    static SmallTrial of(Optimizer optimizer, int batch, TransferPlan transfer, UnaryOperator<ImageSet> held) {
        var selection = new DataSelection(ModuleRef.of(ModuleKind.DATASET, "small"), 0.25, 1, 0);
        PreparedData data = PreparedData.of(
                new ImageData(List.of("dark", "light"), held.apply(images(45, 1)), images(700, 2), List.of()),
                selection);
        var settings = new TrainingSettings(EPOCHS, batch, 0.1, 1);
        var plan = new TrialPlan(
                selection,
                ModuleRef.of(ModuleKind.ARCHITECTURE, "small"),
                List.of(),
                ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                optimizer,
                new Schedule.Cosine(0.1),
                settings,
                SEED);
        return new SmallTrial(plan, data, transfer, new HashMap<>());
    }

    TrialTraining training() {
        return training(Optional.empty(), STEPS, OptionalInt.empty());
    }

    /** @param variants of each image; 0 for no augmentation */
    TrialTraining onImages(int variants) {
        return training(Optional.empty(), steps(variants), OptionalInt.of(variants));
    }

    /** As {@link #onImages}, but what is frozen is computed once. */
    TrialTraining onFeatures(FeatureStore store, int variants) {
        FixedPart part = FixedPart.of(transfer.network(), transfer.frozen()).orElseThrow();
        return training(
                Optional.of(new KeptFeatures(part, store, "shifts")), steps(variants), OptionalInt.of(variants));
    }

    private static List<AugmentationPipeline.Step> steps(int variants) {
        return variants == 0 ? List.of() : STEPS;
    }

    private TrialTraining training(
            Optional<KeptFeatures> features, List<AugmentationPipeline.Step> steps, OptionalInt variants) {
        return new TrialTraining(
                plan,
                data,
                new AugmentationPipeline(steps, data.statistics(), plan.seed(), variants),
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
    }

    TrialState fresh() {
        return training().fresh(weights());
    }

    static Map<String, Tensor> weights() {
        return weights(SEED);
    }

    static Map<String, Tensor> weights(long seed) {
        return InitialWeights.of(net(), RandomStream.of(seed));
    }

    private static ImageSet images(int count, long seed) {
        RandomStream random = RandomStream.of(seed);
        byte[] pixels = new byte[count * (int) IMAGES.size()];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            labels[i / (int) IMAGES.size()] = i / (int) IMAGES.size() % CLASSES;
            pixels[i] = (byte) (random.nextInt(128) + 128 * labels[i / (int) IMAGES.size()]);
        }
        return new ImageSet.InMemory(IMAGES, pixels, labels);
    }

    static Network net() {
        var input = new NetworkInput(IMAGES, CLASSES, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("body")
                .convWithoutBias("conv", 4, 3, 1, 1)
                .batchNorm("norm")
                .relu("relu")
                .globalAveragePool("pool")
                .batchNorm("vector-norm")
                .dropout("drop", 0.2)
                .classify("fc", CLASSES);
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
    }
}
