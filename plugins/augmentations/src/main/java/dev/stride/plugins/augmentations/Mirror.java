package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Mirrors an image left to right with a probability. */
public final class Mirror implements Augmentation<Mirror.Parameters> {

    private static final Transform LEFT_TO_RIGHT = new Transform.Geometric(-1, 0, 0, 0, 1, 0);

    /** What may vary. */
    public record Parameters(
            @About("How likely an image is mirrored") @Default("0.5") @Range(min = 0, max = 1)
            double probability) {}

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public String summary() {
        return "Mirrors images left to right";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        return random.nextBoolean(parameters.probability()) ? LEFT_TO_RIGHT : Transform.IDENTITY;
    }
}
