package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/**
 * Slants an image: rows are shifted against each other in proportion to their distance from the centre, or columns are,
 * each half of the time.
 */
public final class Shear implements Augmentation<Shear.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest angle in degrees, to either side") @Default("10") @Range(min = 0, max = 60)
            double degrees) {}

    @Override
    public String name() {
        return "shear";
    }

    @Override
    public String summary() {
        return "Shears images along a random axis by a random angle";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double slope = StrictMath.tan(Math.toRadians(random.nextDouble(-parameters.degrees(), parameters.degrees())));
        return random.nextBoolean(0.5) ? rows(slope) : columns(slope);
    }

    static Transform.Geometric rows(double slope) {
        return new Transform.Geometric(1, slope, 0, 0, 1, 0);
    }

    static Transform.Geometric columns(double slope) {
        return new Transform.Geometric(1, 0, 0, slope, 1, 0);
    }
}
