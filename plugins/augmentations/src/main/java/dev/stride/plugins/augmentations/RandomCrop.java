package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/**
 * Cuts an image of the same size out of one with a border around it, at a random place: a shift by whole pixels of up to
 * the border's width in each direction. The border reflects the image, so nothing is invented; how far the cut may go is
 * a parameter, since too random a crop loses what matters.
 */
public final class RandomCrop implements Augmentation<RandomCrop.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Width of the border in pixels, which is how far the image may be shifted")
            @Default("4")
            @Range(min = 0, max = 1024)
            int pad) {}

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
    public Transform draw(Parameters parameters, ImageShape shape, RandomStream random) {
        int places = 2 * parameters.pad() + 1;
        int dx = random.nextInt(places) - parameters.pad();
        int dy = random.nextInt(places) - parameters.pad();
        return Transform.Geometric.translation(dx, dy);
    }
}
