package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/**
 * Cuts an image out of one with a border around it, at a random place: a shift by whole pixels of up to the border's
 * width in each direction. The border reflects the image, so nothing is invented. The cut may be smaller than the image
 * and is enlarged then. How far both may go are parameters, since too random a crop loses what matters.
 */
public final class RandomCrop implements Augmentation<RandomCrop.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Width of the border in pixels, which is how far the image may be shifted")
            @Default("4")
            @Range(min = 0, max = 1024)
            int pad,

            @About("The smallest side of the cut as a share of the image's, drawn between it and 1; 1 keeps the size")
            @Default("1")
            @Range(min = 0.1, max = 1)
            double scale) {}

    @Override
    public String name() {
        return "random-crop";
    }

    @Override
    public String summary() {
        return "Crops images out of a reflected border, at a random place";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(Parameters parameters, ImageShape shape) {
        int most = Math.min(shape.height(), shape.width()) / 2;
        if (parameters.pad() > most) {
            throw new Misfit(
                    "a border of " + parameters.pad() + " pixels around images of " + shape + " loses most of them",
                    "use a pad of at most " + most);
        }
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        if (parameters.scale() == 1) {
            return Transform.Geometric.translation(whole(parameters.pad(), random), whole(parameters.pad(), random));
        }
        double side = random.nextDouble(parameters.scale(), 1);
        return new Transform.Geometric(
                side,
                0,
                somewhere(side, images.shape().width(), parameters.pad(), random),
                0,
                side,
                somewhere(side, images.shape().height(), parameters.pad(), random));
    }

    private static int whole(int pad, RandomStream random) {
        return random.nextInt(2 * pad + 1) - pad;
    }

    /** How far the cut's centre is from the image's. */
    private static double somewhere(double side, int length, int pad, RandomStream random) {
        double most = (1 - side) / 2 * length + pad;
        return random.nextDouble(-most, most);
    }
}
