package dev.stride.pluginhost.data;

import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import java.util.ArrayList;
import java.util.List;

/** Measures the channels of images. Sums are of integers, so they are exact whatever the order. */
final class ChannelStatistics {

    private static final double LEAST_DEVIATION = 1e-3;
    private static final double RANGE = 255;

    private final int channels;
    private final long[] sums;
    private final long[][] products;
    private double pixels;

    private ChannelStatistics(int channels) {
        this.channels = channels;
        this.sums = new long[channels];
        this.products = new long[channels][channels];
    }

    /**
     * Measures.
     *
     * @param indices which images; at least one
     */
    static ImageStatistics of(ImageSet images, int[] indices) {
        var measured = new ChannelStatistics(images.shape().channels());
        int area = images.shape().height() * images.shape().width();
        for (int index : indices) {
            measured.add(images.pixels(), Math.toIntExact(images.shape().size() * index), area);
        }
        return measured.statistics(images);
    }

    private void add(byte[] bytes, int offset, int area) {
        pixels += area;
        for (int c = 0; c < channels; c++) {
            int first = offset + c * area;
            for (int i = 0; i < area; i++) {
                sums[c] += bytes[first + i] & 0xFF;
            }
            for (int d = 0; d <= c; d++) {
                products[c][d] += product(bytes, first, offset + d * area, area);
            }
        }
    }

    private static long product(byte[] bytes, int first, int second, int area) {
        long sum = 0;
        for (int i = 0; i < area; i++) {
            sum += (bytes[first + i] & 0xFF) * (bytes[second + i] & 0xFF);
        }
        return sum;
    }

    private ImageStatistics statistics(ImageSet images) {
        var mean = new ArrayList<Double>();
        var deviation = new ArrayList<Double>();
        var covariance = new ArrayList<List<Double>>();
        for (int c = 0; c < channels; c++) {
            mean.add(sums[c] / pixels / RANGE);
            deviation.add(Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, covariance(c, c)))));
            var row = new ArrayList<Double>();
            for (int d = 0; d < channels; d++) {
                row.add(covariance(Math.max(c, d), Math.min(c, d)));
            }
            covariance.add(row);
        }
        return new ImageStatistics(images.shape(), mean, deviation, covariance);
    }

    private double covariance(int c, int d) {
        return (products[c][d] / pixels - sums[c] / pixels * (sums[d] / pixels)) / (RANGE * RANGE);
    }
}
