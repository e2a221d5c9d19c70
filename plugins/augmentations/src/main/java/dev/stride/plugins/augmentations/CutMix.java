package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;
import java.util.Optional;

/**
 * Pastes a box of another image over an image; their labels count by the areas. The box has the image's proportions and
 * the area 1 - share around a random pixel, where the share is drawn from Beta(alpha, alpha); what lies outside is left
 * out (Yun et al., 2019).
 */
public final class CutMix implements Augmentation<CutMix.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Both parameters of the Beta distribution of shares: the larger, the more even")
            @Default("1")
            @Range(min = 0.01, max = 100)
            double alpha,

            @About("How likely an image is mixed") @Default("1") @Range(min = 0, max = 1)
            double probability) {}

    @Override
    public String name() {
        return "cutmix";
    }

    @Override
    public String summary() {
        return "Pastes a box of another image of the batch over images, and mixes labels by its area";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public boolean mixes() {
        return true;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        if (!random.nextBoolean(parameters.probability())) {
            return Transform.IDENTITY;
        }
        double share = Beta.draw(parameters.alpha(), random);
        int height = images.shape().height();
        int width = images.shape().width();
        int tall = (int) Math.round(height * Math.sqrt(1 - share));
        int wide = (int) Math.round(width * Math.sqrt(1 - share));
        int top = random.nextInt(height) - tall / 2;
        int left = random.nextInt(width) - wide / 2;
        var box = new Transform.Box(top, left, top + tall, left + wide).within(height, width);
        return new Transform.Mix(1 - (double) box.area() / (height * width), Optional.of(box));
    }
}
