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
            double red = 0;
            double green = 0;
            double blue = 0;
            int at = RgbRows.BANDS * across.first(x);
            for (double weight : across.weights(x)) {
                red += weight * row[at++];
                green += weight * row[at++];
                blue += weight * row[at++];
            }
            if (channels == 1) {
                // Luma of ITU-R BT.601.
                values[x] = 0.299 * red + 0.587 * green + 0.114 * blue;
            } else {
                values[x] = red;
                values[width + x] = green;
                values[2 * width + x] = blue;
            }
        }
        return values;
    }
}
