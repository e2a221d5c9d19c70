package dev.stride.training.features;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.FixedPart;
import dev.stride.network.TensorDeclaration;
import dev.stride.network.TensorShape;
import dev.stride.pluginhost.data.DataSplit;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.ImageSet;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.BatchesAhead;
import dev.stride.training.input.Pass;
import dev.stride.training.program.Batch;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The features that a trial is trained on in place of images: those of the test images, those of the others as they are,
 * and those of each augmented variant of what is trained on.
 *
 * @param part gives them
 * @param augmentation what makes the variants, with all that they depend on beside the images; empty where nothing does
 */
public record KeptFeatures(FixedPart part, FeatureStore store, String augmentation) {

    /**
     * What computes features.
     *
     * @param program which has the part
     * @param batch images at once
     */
    public record Computer(Program program, TrialTensors tensors, BatchesAhead images, int batch) {}

    /** How wide a row of them is. */
    public int width() {
        return Math.toIntExact(part.size());
    }

    /**
     * Gets all of them, from the store where it has them.
     *
     * @param cancelled asked before each batch that is computed
     * @return empty where it was cancelled
     */
    public Optional<FeaturePasses> of(
            PreparedData data, AugmentationPipeline pipeline, Computer computer, BooleanSupplier cancelled) {
        return new Getting(data, pipeline, computer, cancelled).all();
    }

    private final class Getting {

        private final PreparedData data;
        private final AugmentationPipeline pipeline;
        private final Computer computer;
        private final BooleanSupplier cancelled;
        private final FeatureKey key;
        private final List<FeatureRows> got = new ArrayList<>();

        Getting(PreparedData data, AugmentationPipeline pipeline, Computer computer, BooleanSupplier cancelled) {
            this.data = data;
            this.pipeline = pipeline;
            this.computer = computer;
            this.cancelled = cancelled;
            this.key = FeatureKey.of(part, tensors(), data.sha256(), Program.warmUp());
        }

        private List<Tensor> tensors() {
            Set<String> own =
                    part.tensors().stream().map(TensorDeclaration::name).collect(Collectors.toSet());
            return computer.tensors().export(own::contains);
        }

        Optional<FeaturePasses> all() {
            boolean whole = false;
            try {
                whole = getAll();
            } finally {
                if (!whole) {
                    got.forEach(rows -> rows.file().close());
                }
            }
            return whole
                    ? Optional.of(
                            new FeaturePasses(data.data().test(), got.get(0), got.get(1), got.subList(2, got.size())))
                    : Optional.empty();
        }

        private boolean getAll() {
            ImageSet test = data.data().test();
            if (!get("test", test, IntStream.range(0, test.count()).toArray(), Optional.empty())
                    || !get("train", data.data().train(), learned(data.split()), Optional.empty())) {
                return false;
            }
            for (int variant = 0; variant < pipeline.variants(); variant++) {
                String name = "train variant " + variant + " of " + augmentation;
                if (!get(name, data.data().train(), data.split().train(), Optional.of(pipeline.variant(variant)))) {
                    return false;
                }
            }
            return true;
        }

        private static int[] learned(DataSplit split) {
            return IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation()))
                    .sorted()
                    .toArray();
        }

        private boolean get(String name, ImageSet images, int[] indices, Optional<AugmentationPipeline.Epoch> shown) {
            Pass plain = Pass.plain(images, indices, computer.batch());
            var pass = new Pass(images, indices, plain.ends(), shown);
            Optional<FeatureFile> file = store.get(
                    key.of(name, indices, computer.batch()),
                    indices.length,
                    width(),
                    writer -> compute(pass, writer),
                    cancelled);
            file.ifPresent(features -> got.add(new FeatureRows(features, indices)));
            return file.isPresent();
        }

        private boolean compute(Pass pass, FeatureWriter writer) throws IOException {
            TensorShape shape = TensorShape.Maps.of(pass.images().shape());
            Batches batches = computer.images()
                    .begin(
                            pass,
                            BatchPair.of(shape, computer.batch(), pass.epoch().isPresent()));
            for (int i = 0; i < pass.batches(); i++) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                writer.put(computer.program().features(computer.tensors(), unmixed(batches.next())));
            }
            return true;
        }

        private Batch unmixed(Batch batch) {
            if (batch.mixture().isPresent()) {
                throw new PlatformException(
                        ErrorCode.PLUGIN_FAILED,
                        "an augmentation mixes images and does not say so",
                        "report it to the plugin's author, or take 'augment: {cached: ...}' out");
            }
            return batch;
        }
    }
}
