package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Adds to each channel a random number of its own: red, green and blue, or the one channel of grey images. */
public final class ColourShift implements Augmentation<ColourShift.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The largest shift of a channel, either way, as a fraction of the range of pixels")
            @Default("0.1")
            @Range(min = 0, max = 1)
            double shift) {}

    @Override
    public String name() {
        return "colour-shift";
    }

    @Override
    public String summary() {
        return "Shifts each colour channel by a random amount";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double[] offset = new double[images.shape().channels()];
        for (int c = 0; c < offset.length; c++) {
            offset[c] = random.nextDouble(-parameters.shift(), parameters.shift());
        }
        return Transform.Colour.shift(offset);
    }
}
