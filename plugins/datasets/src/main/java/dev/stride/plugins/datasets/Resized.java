package dev.stride.plugins.datasets;

import java.util.Arrays;

/**
 * Writes an image, brought to a height and a width, as unsigned bytes, channels first. An image that has the size
 * already comes through unchanged.
 */
final class Resized {

    private final RgbRows image;
    private final int channels;
    private final Resampling down;
    private final Resampling across;
    // Neighbouring new rows share at most two old ones.
    private final double[][] kept = new double[2][];
    private final int[] keptRow = {-1, -1};

    Resized(RgbRows image, int channels, int height, int width) {
        this.image = image;
        this.channels = channels;
        this.down = Resampling.of(image.height, height);
        this.across = Resampling.of(image.width, width);
    }

    /** Writes all channels, from an index on. */
    void write(byte[] pixels, int from) {
        int width = across.length();
        int area = down.length() * width;
        double[] sums = new double[channels * width];
        for (int y = 0; y < down.length(); y++) {
            Arrays.fill(sums, 0);
            double[] weights = down.weights(y);
            for (int k = 0; k < weights.length; k++) {
                double[] row = row(down.first(y) + k);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weights[k] * row[i];
                }
            }
            for (int c = 0; c < channels; c++) {
                for (int x = 0; x < width; x++) {
                    pixels[from + c * area + y * width + x] = (byte) Math.round(sums[c * width + x]);
                }
            }
        }
    }

    /** An old row at the new width, channel after channel. */
    private double[] row(int y) {
        int place = y & 1;
        if (keptRow[place] != y) {
            keptRow[place] = y;
            kept[place] = across(image.row(y));
        }
        return kept[place];
    }

    private double[] across(int[] row) {
        int width = across.length();
        double[] values = new double[channels * width];
        for (int x = 0; x < width; x++) {
            double[] weights = across.weights(x);
            for (int k = 0; k < weights.length; k++) {
                int rgb = row[across.first(x) + k];
                for (int c = 0; c < channels; c++) {
                    values[c * width + x] += weights[k] * value(rgb, c);
                }
            }
        }
        return values;
    }

    private long value(int rgb, int channel) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        if (channels == 1) {
            // Luma of ITU-R BT.601.
            return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
        }
        return channel == 0 ? red : channel == 1 ? green : blue;
    }
}
