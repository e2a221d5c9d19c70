package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/**
 * Paints a square of the data set's mean over an image, around a random pixel; what lies outside is left out (DeVries and
 * Taylor, 2017).
 */
public final class Cutout implements Augmentation<Cutout.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The square's side as a share of the image's shorter side") @Default("0.5") @Range(min = 0, max = 1)
            double share,

            @About("How likely it is painted") @Default("1") @Range(min = 0, max = 1)
            double probability) {}

    @Override
    public String name() {
        return "cutout";
    }

    @Override
    public String summary() {
        return "Paints a square with the mean of the data set over images";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        if (!random.nextBoolean(parameters.probability())) {
            return Transform.IDENTITY;
        }
        int height = images.shape().height();
        int width = images.shape().width();
        int side = (int) Math.round(parameters.share() * Math.min(height, width));
        int top = random.nextInt(height) - side / 2;
        int left = random.nextInt(width) - side / 2;
        return new Transform.Erase(
                new Transform.Box(top, left, top + side, left + side),
                images.mean().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
