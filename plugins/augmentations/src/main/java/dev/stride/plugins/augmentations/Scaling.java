package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Enlarges or reduces an image around its centre by a random factor; how much larger is as likely as how much smaller. */
public final class Scaling implements Augmentation<Scaling.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest factor; the smallest is one by it") @Default("1.1") @Range(min = 1, max = 4)
            double factor) {}

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String summary() {
        return "Enlarges or reduces images by a random factor";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double exponent = random.nextDouble(-1, 1);
        double factor = StrictMath.pow(parameters.factor(), exponent);
        return new Transform.Geometric(1 / factor, 0, 0, 0, 1 / factor, 0);
    }
}
