package dev.stride.bus.message;

import dev.stride.model.ImageShape;
import java.util.List;

/**
 * What a data set holds.
 *
 * @param train images to learn from, validation cut off
 * @param validation images held out
 * @param test images to test with
 * @param mean of each channel of the training images, pixels scaled to [0, 1]
 * @param deviation of each channel, likewise
 * @param sha256 of the content before the split
 */
public record DataDescribed(
        ImageShape images,
        List<String> classes,
        int train,
        int validation,
        int test,
        List<Double> mean,
        List<Double> deviation,
        String sha256,
        List<String> remarks) {
    public DataDescribed {
        classes = List.copyOf(classes);
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        remarks = List.copyOf(remarks);
    }
}
