package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
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

    private Resized(RgbRows image, int channels, int height, int width) {
        this.image = image;
        this.channels = channels;
        this.down = Resampling.of(image.height, height);
        this.across = Resampling.of(image.width, width);
    }

    /** All channels of an image in a size. */
    static byte[] of(RgbRows image, ImageShape shape) {
        byte[] pixels = new byte[Math.toIntExact(shape.size())];
        if (image.height == shape.height() && image.width == shape.width()) {
            copy(image, shape.channels(), pixels);
        } else {
            new Resized(image, shape.channels(), shape.height(), shape.width()).write(pixels);
        }
        return pixels;
    }

    private static void copy(RgbRows image, int channels, byte[] pixels) {
        int area = image.height * image.width;
        for (int y = 0; y < image.height; y++) {
            int[] row = image.row(y);
            int at = y * image.width;
            for (int i = 0; i < row.length; i += RgbRows.BANDS, at++) {
                if (channels == 1) {
                    pixels[at] = (byte) Math.round(luma(row[i], row[i + 1], row[i + 2]));
                } else {
                    pixels[at] = (byte) row[i];
                    pixels[at + area] = (byte) row[i + 1];
                    pixels[at + 2 * area] = (byte) row[i + 2];
                }
            }
        }
    }

    /** Luma of ITU-R BT.601. */
    private static double luma(double red, double green, double blue) {
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    }

    private void write(byte[] pixels) {
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
                    pixels[c * area + y * width + x] = (byte) Math.round(sums[c * width + x]);
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
                values[x] = luma(red, green, blue);
            } else {
                values[x] = red;
                values[width + x] = green;
                values[2 * width + x] = blue;
            }
        }
        return values;
    }
}
