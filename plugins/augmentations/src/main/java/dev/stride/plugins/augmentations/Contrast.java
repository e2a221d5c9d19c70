package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Moves each channel away from the data set's mean, or towards it, by one random factor. */
public final class Contrast implements Augmentation<Contrast.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest change of the factor, either way, from 1") @Default("0.2") @Range(min = 0, max = 1)
            double change) {}

    @Override
    public String name() {
        return "contrast";
    }

    @Override
    public String summary() {
        return "Raises or lowers contrast by a random factor";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double factor = random.nextDouble(1 - parameters.change(), 1 + parameters.change());
        return Channels.around(images.mean(), factor);
    }
}
