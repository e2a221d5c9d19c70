package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import java.util.Arrays;

/**
 * Makes images smaller: a pixel is the mean of the area that it covers, so that a pattern finer than the new pixels
 * becomes its mean and no other pattern. In whole numbers, so the same on every machine. For one thread.
 */
final class AreaMean {

    private byte[] pixels = new byte[0];
    private long[] row = new long[0];
    private long[] sums = new long[0];

    /**
     * The image in a smaller size.
     *
     * @param height in pixels, at most the image's
     * @param width in pixels, at most the image's
     * @return an image whose pixels are good until the next call, or the same where it has the size
     */
    Image of(Image image, int height, int width) {
        ImageShape old = image.shape();
        if (old.height() == height && old.width() == width) {
            return image;
        }
        var shape = new ImageShape(old.channels(), height, width);
        makeRoom(Math.toIntExact(shape.size()), width);
        int area = old.height() * old.width();
        for (int c = 0; c < old.channels(); c++) {
            shrink(image.pixels(), image.from() + c * area, old, c * height * width, shape);
        }
        return new Image(shape, pixels, 0);
    }

    private void makeRoom(int size, int width) {
        if (pixels.length < size) {
            pixels = new byte[size];
        }
        if (row.length < width) {
            row = new long[width];
            sums = new long[width];
        }
    }

    /**
     * One channel. Lengths are in units in which an old pixel is as long as there are new ones on its axis, and a new one
     * as there are old ones; so all ends are whole, and the old pixels of a new one weigh as many units as there are.
     */
    private void shrink(byte[] from, int first, ImageShape old, int target, ImageShape shape) {
        Arrays.fill(sums, 0, shape.width(), 0);
        int y = 0;
        long left = old.height();
        for (int oldY = 0; oldY < old.height(); oldY++) {
            acrossRow(from, first + oldY * old.width(), old.width(), shape.width());
            long length = shape.height();
            if (length >= left) {
                add(left, shape.width());
                write(target + y * shape.width(), (long) old.height() * old.width(), shape.width());
                y++;
                length -= left;
                left = old.height();
            }
            if (length > 0) {
                add(length, shape.width());
                left -= length;
            }
        }
    }

    private void acrossRow(byte[] from, int first, int oldWidth, int width) {
        int x = 0;
        long sum = 0;
        long left = oldWidth;
        for (int i = first; i < first + oldWidth; i++) {
            int value = from[i] & 0xFF;
            long length = width;
            if (length >= left) {
                row[x++] = sum + left * value;
                length -= left;
                sum = 0;
                left = oldWidth;
            }
            sum += length * value;
            left -= length;
        }
    }

    private void add(long weight, int width) {
        for (int x = 0; x < width; x++) {
            sums[x] += weight * row[x];
        }
    }

    private void write(int target, long area, int width) {
        for (int x = 0; x < width; x++) {
            pixels[target + x] = (byte) ((sums[x] + area / 2) / area);
            sums[x] = 0;
        }
    }
}
