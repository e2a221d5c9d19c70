package dev.stride.training.input;

import dev.stride.model.RandomStream;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.List;
import java.util.Optional;

/**
 * The augmentations of a trial. What is drawn for an image depends on the trial's seed, the epoch and the image's index
 * alone.
 */
public final class AugmentationPipeline {

    /** One augmentation with its parameters. */
    public interface Step {
        Transform draw(ImageStatistics images, RandomStream random);
    }

    private final List<Step> steps;
    private final ImageStatistics images;
    private final RandomStream random;

    public AugmentationPipeline(List<Step> steps, ImageStatistics images, long seed) {
        this.steps = List.copyOf(steps);
        this.images = images;
        this.random = RandomStream.of(seed).split("augmentation");
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What is drawn in an epoch; empty where there are no augmentations. */
    public Optional<Epoch> in(int epoch) {
        return isEmpty() ? Optional.empty() : Optional.of(new Epoch(epoch));
    }

    /** Draws for the images and batches of one epoch. For one thread at a time. */
    public final class Epoch {

        private final RandomStream own;
        private final RandomStream partners;

        private Epoch(int epoch) {
            this.own = random.split(epoch);
            this.partners = random.split("partners").split(epoch);
        }

        /** What is done to an image. */
        Composition draw(int index) {
            RandomStream image = own.split(index);
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
