package dev.stride.spi;

import dev.stride.model.ImageShape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of the images that are learned from; pixels are scaled to [0, 1].
 *
 * @param shape of each image
 * @param mean of each channel, in [0, 1]
 * @param deviation of each channel, above 0
 * @param covariance of the channels over all pixels: a row a channel, symmetric
 */
public record ImageStatistics(
        ImageShape shape, List<Double> mean, List<Double> deviation, List<List<Double>> covariance) {

    public ImageStatistics {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        covariance = covariance.stream().map(List::copyOf).toList();
        int channels = shape.channels();
        boolean square = covariance.size() == channels && covariance.stream().allMatch(row -> row.size() == channels);
        if (mean.size() != channels || deviation.size() != channels || !square) {
            throw new Misfit(
                    "statistics of " + shape + " images have " + mean.size() + " means, " + deviation.size()
                            + " deviations and " + covariance.size() + " rows of covariances",
                    "give one of each for a channel");
        }
    }

    /** Images of which nothing is known but their shape: mean 0.5, channels that vary by 0.25 and independently. */
    public static ImageStatistics unknown(ImageShape shape) {
        int channels = shape.channels();
        return new ImageStatistics(
                shape,
                Collections.nCopies(channels, 0.5),
                Collections.nCopies(channels, 0.25),
                IntStream.range(0, channels)
                        .mapToObj(row -> IntStream.range(0, channels)
                                .mapToObj(column -> row == column ? 0.0625 : 0.0)
                                .toList())
                        .toList());
    }
}
