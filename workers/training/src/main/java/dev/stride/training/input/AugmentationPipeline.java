package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The augmentations of a trial, composed: all geometric ones into one map, all colour ones into one matrix. What is
 * drawn for an image depends on the trial's seed, the epoch and the image's index alone.
 */
public final class AugmentationPipeline {

    /** One augmentation with its parameters. */
    public interface Step {
        Transform draw(ImageShape images, RandomStream random);
    }

    /**
     * What is done to one image.
     *
     * @param colour null where colours stay
     */
    public record Composed(Transform.Geometric geometric, Transform.@Nullable Colour colour) {}

    private final List<Step> steps;
    private final ImageShape images;
    private final RandomStream random;

    public AugmentationPipeline(List<Step> steps, ImageShape images, long seed) {
        this.steps = List.copyOf(steps);
        this.images = images;
        this.random = RandomStream.of(seed).split("augmentation");
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Draws for one image in one epoch. */
    public Composed draw(int epoch, int index) {
        RandomStream own = random.split(epoch).split(index);
        Transform.Geometric geometric = Transform.Geometric.IDENTITY;
        Transform.Colour colour = null;
        for (int i = 0; i < steps.size(); i++) {
            Transform drawn = steps.get(i).draw(images, own.split(i));
            if (drawn instanceof Transform.Geometric next) {
                geometric = geometric.then(next);
            } else if (drawn instanceof Transform.Colour next) {
                colour = colour == null ? next : colour.then(next);
            }
        }
        return new Composed(geometric, colour);
    }
}
