package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Moves each colour away from the grey of its own brightness, or towards it, by one random factor. Refuses grey images. */
public final class Saturation implements Augmentation<Saturation.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest change of the factor, either way, from 1") @Default("0.2") @Range(min = 0, max = 1)
            double change) {}

    @Override
    public String name() {
        return "saturation";
    }

    @Override
    public String summary() {
        return "Makes colours stronger or paler by a random factor";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(Parameters parameters, ImageShape shape) {
        Channels.requireColour(shape, "saturation");
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        return by(random.nextDouble(1 - parameters.change(), 1 + parameters.change()));
    }

    static Transform.Colour by(double factor) {
        int channels = Channels.LUMINANCE.length;
        double[][] matrix = new double[channels][channels];
        for (int row = 0; row < channels; row++) {
            for (int column = 0; column < channels; column++) {
                matrix[row][column] = (1 - factor) * Channels.LUMINANCE[column] + (row == column ? factor : 0);
            }
        }
        return new Transform.Colour(matrix, new double[channels]);
    }
}
