package dev.stride.spi;

import dev.stride.model.ImageShape;
import dev.stride.network.Layer;
import java.util.Collections;
import java.util.List;

/**
 * The images that a net is to classify.
 *
 * @param classes how many there are, at least 1
 * @param mean of each channel, of pixels scaled to [0, 1]
 * @param deviation of each channel, likewise, above 0
 */
public record NetworkInput(ImageShape shape, int classes, List<Double> mean, List<Double> deviation) {

    public NetworkInput {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (classes < 1) {
            throw new Misfit("a net for " + classes + " classes tells nothing apart", "give at least 1 class");
        }
        if (mean.size() != shape.channels() || deviation.size() != shape.channels()) {
            throw new Misfit(
                    "images of " + shape + " come with " + mean.size() + " means and " + deviation.size()
                            + " deviations",
                    "give one of each for a channel");
        }
    }

    /** Images whose statistics are not known: mean 0, deviation 1. */
    public static NetworkInput unnormalised(ImageShape shape, int classes) {
        return new NetworkInput(
                shape, classes, Collections.nCopies(shape.channels(), 0.0), Collections.nCopies(shape.channels(), 1.0));
    }

    /** The input layer that normalises these images. */
    public Layer.Input layer() {
        var order = shape.channels() == 1 ? Layer.ChannelOrder.GREY : Layer.ChannelOrder.RGB;
        return new Layer.Input(shape, order, 1.0 / 255, mean, deviation);
    }
}
