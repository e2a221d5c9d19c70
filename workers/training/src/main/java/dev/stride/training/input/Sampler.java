package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.util.Arrays;

/**
 * Takes an image through a composition into the size that a net gets: one interpolation however many maps it has, one
 * change of colours, and what is painted over. For one thread.
 */
final class Sampler {

    private final ImageShape shape;
    private final Interpolation interpolation;
    private final AreaMean smaller = new AreaMean();
    private final float[] plane;
    private final byte[] bytes;

    /** @param shape of the results */
    Sampler(ImageShape shape) {
        this.shape = shape;
        this.interpolation = new Interpolation(shape);
        this.plane = new float[Math.toIntExact(shape.size())];
        this.bytes = new byte[plane.length];
    }

    /** The changed image, as numbers from 0 to 255, which are good until the next call. */
    float[] sample(Image image, Composition change) {
        interpolation.take(View.of(image, change.maps(), shape, smaller), change.maps(), plane);
        if (change.colour() != null) {
            colour(change.colour());
        }
        change.erased().forEach(this::erase);
        return plane;
    }

    /** The image as it is, in unsigned bytes, which are good until the next call. */
    byte[] bytes(Image image) {
        sample(image, Composition.IDENTITY);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(plane[i]);
        }
        return bytes;
    }

    private void colour(Transform.Colour colour) {
        int area = shape.height() * shape.width();
        if (isIdentity(colour.matrix())) {
            for (int c = 0; c < shape.channels(); c++) {
                shift(c * area, area, 255 * colour.offset()[c]);
            }
        } else {
            mix(colour, area);
        }
    }

    private static boolean isIdentity(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                if (matrix[i][j] != (i == j ? 1 : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What the mixing would give, without its multiplications by 1 and 0. */
    private void shift(int from, int area, double offset) {
        for (int i = from; i < from + area; i++) {
            plane[i] = cut(offset + plane[i]);
        }
    }

    private void mix(Transform.Colour colour, int area) {
        int channels = shape.channels();
        double[] pixel = new double[channels];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < channels; c++) {
                pixel[c] = plane[c * area + i];
            }
            for (int c = 0; c < channels; c++) {
                double value = 255 * colour.offset()[c];
                for (int k = 0; k < channels; k++) {
                    value += colour.matrix()[c][k] * pixel[k];
                }
                plane[c * area + i] = cut(value);
            }
        }
    }

    /** Faster than with Math.min and Math.max, which mind more than numbers. */
    private static float cut(double value) {
        return value > 0 ? (value < 255 ? (float) value : 255) : 0;
    }

    private void erase(Transform.Erase erased) {
        Transform.Box box = erased.box().within(shape.height(), shape.width());
        if (box.area() == 0) {
            return;
        }
        for (int c = 0; c < shape.channels(); c++) {
            float value = (float) (255 * erased.value()[c]);
            for (int y = box.top(); y < box.bottom(); y++) {
                int row = (c * shape.height() + y) * shape.width();
                Arrays.fill(plane, row + box.left(), row + box.right(), value);
            }
        }
    }
}
