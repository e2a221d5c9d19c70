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
 * Takes the weighted mean of an image and another, and of their labels' losses; the weight is drawn from Beta(alpha, alpha)
 * (Zhang, Cisse, Dauphin and Lopez-Paz, 2018).
 */
public final class Mixup implements Augmentation<Mixup.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Both parameters of the Beta distribution of shares: the larger, the more even")
            @Default("0.2")
            @Range(min = 0.01, max = 100)
            double alpha,

            @About("How likely an image is mixed") @Default("1") @Range(min = 0, max = 1)
            double probability) {}

    @Override
    public String name() {
        return "mixup";
    }

    @Override
    public String summary() {
        return "Mixes images and labels with others of the batch";
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
        return random.nextBoolean(parameters.probability())
                ? new Transform.Mix(Beta.draw(parameters.alpha(), random), Optional.empty())
                : Transform.IDENTITY;
    }
}
