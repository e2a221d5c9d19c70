package dev.stride.training.input;

import dev.stride.model.RandomStream;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.List;

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

    /** Draws for one image in one epoch. */
    public Composition draw(int epoch, int index) {
        RandomStream own = random.split(epoch).split(index);
        Composition composed = Composition.IDENTITY;
        for (int i = 0; i < steps.size(); i++) {
            composed = composed.then(steps.get(i).draw(images, own.split(i)));
        }
        return composed;
    }

    /**
     * With which of its batch each image is mixed: a permutation that depends on the trial's seed, the epoch and the
     * batch alone.
     *
     * @param from the batch's beginning in the epoch's order
     */
    int[] partners(int epoch, int from, int count) {
        return random.split("partners").split(epoch).split(from).permutation(count);
    }
}
