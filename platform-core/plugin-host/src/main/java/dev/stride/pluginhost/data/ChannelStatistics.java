package dev.stride.pluginhost.data;

import dev.stride.spi.ImageSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean and deviation of each channel over some images, pixels scaled to [0, 1]. Sums are of integers, so they are exact
 * whatever the order.
 *
 * @param mean of each channel, in [0, 1]
 * @param deviation of each channel, the root of the mean squared distance from the mean, at least 0.001
 */
public record ChannelStatistics(List<Double> mean, List<Double> deviation) {

    private static final double LEAST_DEVIATION = 1e-3;

    /**
     * Measures.
     *
     * @param indices which images; at least one
     */
    public static ChannelStatistics of(ImageSet images, int[] indices) {
        int channels = images.shape().channels();
        int area = images.shape().height() * images.shape().width();
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        for (int index : indices) {
            int at = Math.toIntExact(images.shape().size() * index);
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < area; i++) {
                    int pixel = images.pixels()[at++] & 0xFF;
                    sum[c] += pixel;
                    squares[c] += (long) pixel * pixel;
                }
            }
        }
        double count = (double) indices.length * area;
        var mean = new ArrayList<Double>();
        var deviation = new ArrayList<Double>();
        for (int c = 0; c < channels; c++) {
            double average = sum[c] / count;
            double variance = Math.max(0, squares[c] / count - average * average);
            mean.add(average / 255);
            deviation.add(Math.max(LEAST_DEVIATION, Math.sqrt(variance) / 255));
        }
        return new ChannelStatistics(List.copyOf(mean), List.copyOf(deviation));
    }
}
