package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.spi.Misfit;
import dev.stride.spi.Transform;
import java.util.List;

/** What colour operations have in common. */
final class Channels {

    /** How bright red, green and blue look (ITU-R BT.601). */
    static final double[] LUMINANCE = {0.299, 0.587, 0.114};

    private Channels() {}

    /** Refuses images that have no colour, or one that is not red, green and blue. */
    static void requireColour(ImageShape shape, String augmentation) {
        if (shape.channels() != LUMINANCE.length) {
            throw new Misfit(
                    augmentation + " needs images with three channels; these are " + shape,
                    "leave it out, or use brightness or contrast, which grey images take too");
        }
    }

    /** Each channel blended with a value of its own: {@code factor * v + (1 - factor) * centre}. */
    static Transform.Colour around(List<Double> centre, double factor) {
        int channels = centre.size();
        double[][] matrix = new double[channels][channels];
        double[] offset = new double[channels];
        for (int c = 0; c < channels; c++) {
            matrix[c][c] = factor;
            offset[c] = (1 - factor) * centre.get(c);
        }
        return new Transform.Colour(matrix, offset);
    }
}
