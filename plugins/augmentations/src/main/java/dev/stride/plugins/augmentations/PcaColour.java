package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/**
 * Adds to every pixel of an image one shift along the eigenvectors of the data set's RGB covariance, each times its
 * eigenvalue and a draw from N(0, deviation) (Krizhevsky, Sutskever and Hinton, 2012, section 4.1). Pixels and so
 * eigenvalues are of the range [0, 1]. Refuses grey images.
 */
public final class PcaColour implements Augmentation<PcaColour.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The deviation of the draws; 0.1 in the paper") @Default("0.1") @Range(min = 0, max = 100)
            double deviation) {}

    @Override
    public String name() {
        return "pca-colour";
    }

    @Override
    public String summary() {
        return "Shifts colours along the directions in which those of the data set vary";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(Parameters parameters, ImageShape shape) {
        Channels.requireColour(shape, "pca-colour");
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double[] offset = new double[images.shape().channels()];
        for (Eigen.Pair pair : Eigen.of(images.covariance())) {
            double length = pair.value() * parameters.deviation() * random.nextGaussian();
            for (int c = 0; c < offset.length; c++) {
                offset[c] += length * pair.vector()[c];
            }
        }
        return Transform.Colour.shift(offset);
    }
}
