package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Turns an image around its centre by a random angle. */
public final class Rotation implements Augmentation<Rotation.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest angle in degrees, to either side") @Default("10") @Range(min = 0, max = 180)
            double degrees) {}

    @Override
    public String name() {
        return "rotation";
    }

    @Override
    public String summary() {
        return "Turns images around their centre by a random angle";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        return by(random.nextDouble(-parameters.degrees(), parameters.degrees()));
    }

    /** The turn by an angle, counter-clockwise as one looks at the image. */
    static Transform.Geometric by(double degrees) {
        double angle = Math.toRadians(degrees);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new Transform.Geometric(cos, -sin, 0, sin, cos, 0);
    }
}
