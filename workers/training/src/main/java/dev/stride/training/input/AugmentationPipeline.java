package dev.stride.training.input;

import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * The augmentations of a trial. What is drawn for an image depends on the trial's seed, the epoch and the image's index
 * alone. Where an image has a number of variants, those depend on its index alone, and which of them an epoch shows on the
 * others.
 */
public final class AugmentationPipeline {

    /** One augmentation with its parameters. */
    public interface Step {
        Transform draw(ImageStatistics images, RandomStream random);
    }

    private final List<Step> steps;
    private final ImageStatistics images;
    private final OptionalInt variants;
    private final RandomStream random;
    private final RandomStream fixed = RandomStream.of(0).split("variants");

    /** A pipeline that draws anew in each epoch. */
    public AugmentationPipeline(List<Step> steps, ImageStatistics images, long seed) {
        this(steps, images, seed, OptionalInt.empty());
    }

    /** @param variants how many of each image there are; empty where each epoch draws new ones */
    public AugmentationPipeline(List<Step> steps, ImageStatistics images, long seed, OptionalInt variants) {
        this.steps = List.copyOf(steps);
        this.images = images;
        this.variants = variants;
        this.random = RandomStream.of(seed).split("augmentation");
    }

    /**
     * The pipeline of a trial.
     *
     * @param modules the augmentations as the trial's plan names them
     * @param images that are learned from
     * @throws PlatformException where one is not there or cannot change such images
     */
    public static AugmentationPipeline of(
            PluginRegistry plugins, List<ModuleRef> modules, ImageStatistics images, long seed, OptionalInt variants) {
        var steps = new ArrayList<Step>();
        modules.forEach(module -> {
            Bound bound = Bound.of(plugins, module);
            bound.check(images.shape());
            steps.add(bound::draw);
        });
        return new AugmentationPipeline(steps, images, seed, variants);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What is drawn in an epoch; empty where there are no augmentations. */
    public Optional<Epoch> in(int epoch) {
        return isEmpty() ? Optional.empty() : Optional.of(new Epoch(epoch));
    }

    /** How many variants of each image there are; 0 where there are no augmentations, or each epoch draws new ones. */
    public int variants() {
        return isEmpty() ? 0 : variants.orElse(0);
    }

    /** An epoch that shows one variant of every image, from 0. */
    public Epoch variant(int variant) {
        return new Epoch(0, index -> variant);
    }

    /** Draws for the images and batches of one epoch. For one thread at a time. */
    public final class Epoch {

        private final RandomStream own;
        private final RandomStream partners;
        private final IntUnaryOperator shown;

        private Epoch(int epoch) {
            this(epoch, random.split("shown").split(epoch));
        }

        private Epoch(int epoch, RandomStream choice) {
            this(epoch, index -> choice.split(index).nextInt(variants()));
        }

        private Epoch(int epoch, IntUnaryOperator shown) {
            this.own = random.split(epoch);
            this.partners = random.split("partners").split(epoch);
            this.shown = shown;
        }

        /**
         * Which variant of an image it shows.
         *
         * @throws IllegalArgumentException where there are none
         */
        public int shown(int index) {
            return shown.applyAsInt(index);
        }

        /** What is done to an image. */
        Composition draw(int index) {
            RandomStream image = variants() == 0
                    ? own.split(index)
                    : fixed.split(shown(index)).split(index);
            Composition composed = Composition.IDENTITY;
            for (int i = 0; i < steps.size(); i++) {
                composed = composed.then(steps.get(i).draw(images, image.split(i)));
            }
            return composed;
        }

        /**
         * With which of its batch each image is mixed: a permutation that depends on the trial's seed, the epoch and the
         * batch alone.
         *
         * @param from the batch's beginning in the epoch's order
         */
        int[] partners(int from, int count) {
            return partners.split(from).permutation(count);
        }
    }
}
