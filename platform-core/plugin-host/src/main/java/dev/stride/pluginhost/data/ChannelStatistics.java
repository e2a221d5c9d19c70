package dev.stride.pluginhost.data;

import dev.stride.spi.ChannelSums;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import java.util.ArrayList;
import java.util.List;

/** Measures the channels of images. */
final class ChannelStatistics {

    /** What images of one colour vary by, so that normalising them divides by no nothing. */
    private static final double LEAST_DEVIATION = 1e-3;

    private ChannelStatistics() {}

    /**
     * Measures.
     *
     * @param indices which images; at least one
     */
    static ImageStatistics of(ImageSet images, int[] indices) {
        int channels = images.shape().channels();
        ChannelSums sums = ChannelSums.none(channels);
        for (int index : indices) {
            sums = sums.plus(images.sums(index));
        }
        var mean = new ArrayList<Double>();
        var deviation = new ArrayList<Double>();
        var covariance = new ArrayList<List<Double>>();
        for (int c = 0; c < channels; c++) {
            mean.add(sums.mean(c));
            deviation.add(Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, sums.covariance(c, c)))));
            var row = new ArrayList<Double>();
            for (int d = 0; d < channels; d++) {
                row.add(sums.covariance(c, d));
            }
            covariance.add(row);
        }
        return new ImageStatistics(images.shape(), mean, deviation, covariance);
    }
}
