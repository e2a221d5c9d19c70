package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Shifts an image by a random distance in each direction, fractions of pixels included. */
public final class Translation implements Augmentation<Translation.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest shift, either way, as a share of the image's side")
            @Default("0.1")
            @Range(min = 0, max = 0.5)
            double share) {}

    @Override
    public String name() {
        return "translation";
    }

    @Override
    public String summary() {
        return "Shifts images by a random distance";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double dx = parameters.share() * images.shape().width();
        double dy = parameters.share() * images.shape().height();
        return Transform.Geometric.translation(random.nextDouble(-dx, dx), random.nextDouble(-dy, dy));
    }
}
