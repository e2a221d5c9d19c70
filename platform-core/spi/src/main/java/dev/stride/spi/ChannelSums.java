package dev.stride.spi;

import java.util.Arrays;

/**
 * Sums over pixels from 0 to 255, from which means and covariances of channels come. They are of integers, so they are
 * exact whatever the order in which images are added.
 *
 * @param pixels how many there are, each counted once for all of its channels
 * @param values of each channel
 * @param products of each channel with itself and those before it: (0, 0), (1, 0), (1, 1), (2, 0) and so on
 */
public record ChannelSums(long pixels, long[] values, long[] products) {

    private static final double RANGE = 255;

    /** @throws IllegalArgumentException where there are not as many products as pairs of channels */
    public ChannelSums {
        if (products.length != pairs(values.length)) {
            throw new IllegalArgumentException(
                    values.length + " channels have " + pairs(values.length) + " products, not " + products.length);
        }
    }

    private static int pairs(int channels) {
        return channels * (channels + 1) / 2;
    }

    /** Of no image. */
    public static ChannelSums none(int channels) {
        return new ChannelSums(0, new long[channels], new long[pairs(channels)]);
    }

    /** Of an image. */
    public static ChannelSums of(Image image) {
        int channels = image.shape().channels();
        int area = image.shape().height() * image.shape().width();
        var sums = new ChannelSums(area, new long[channels], new long[pairs(channels)]);
        int pair = 0;
        for (int c = 0; c < channels; c++) {
            int first = image.from() + c * area;
            for (int i = first; i < first + area; i++) {
                sums.values[c] += image.pixels()[i] & 0xFF;
            }
            for (int d = 0; d <= c; d++) {
                sums.products[pair++] = product(image.pixels(), first, image.from() + d * area, area);
            }
        }
        return sums;
    }

    private static long product(byte[] bytes, int first, int second, int area) {
        long sum = 0;
        for (int i = 0; i < area; i++) {
            sum += (bytes[first + i] & 0xFF) * (bytes[second + i] & 0xFF);
        }
        return sum;
    }

    /** Of both together. */
    public ChannelSums plus(ChannelSums other) {
        return new ChannelSums(pixels + other.pixels, sum(values, other.values), sum(products, other.products));
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        Arrays.setAll(sum, i -> one[i] + other[i]);
        return sum;
    }

    /** The mean of a channel, in [0, 1]. */
    public double mean(int channel) {
        return values[channel] / (double) pixels / RANGE;
    }

    /** The covariance of two channels, of pixels in [0, 1]. */
    public double covariance(int one, int other) {
        int c = Math.max(one, other);
        int d = Math.min(one, other);
        double product = products[pairs(c) + d] / (double) pixels;
        return (product - values[c] / (double) pixels * (values[d] / (double) pixels)) / (RANGE * RANGE);
    }
}
