package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Transform;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes an image through a composition: one bilinear interpolation however many maps it has, one change of colours, and
 * what is painted over. Beyond its edges the image is reflected, edge pixels included: {@code c b a | a b c}. Maps that
 * only mirror and shift by whole pixels read pixels as they are, which gives the same numbers. For one thread.
 */
final class Sampler {

    private final ImageShape shape;
    private final float[] plane;
    private final int[] columns;
    private final int[] rows;

    Sampler(ImageShape shape) {
        this.shape = shape;
        this.plane = new float[(int) shape.size()];
        this.columns = new int[shape.width()];
        this.rows = new int[shape.height()];
    }

    /** Puts the changed image, as numbers from 0 to 255, at the target's position. */
    void sample(byte[] pixels, int offset, Composition change, FloatBuffer target) {
        Transform.Geometric affine = affine(change);
        if (affine == null) {
            interpolate(pixels, offset, new Places(change.maps(), shape));
        } else if (isWhole(affine)) {
            copy(pixels, offset, affine);
        } else {
            interpolate(pixels, offset, affine);
        }
        if (change.colour() != null) {
            colour(change.colour());
        }
        change.erased().forEach(this::erase);
        target.put(plane);
    }

    /** The only map where it is affine. */
    private static Transform.@Nullable Geometric affine(Composition change) {
        if (change.maps().isEmpty()) {
            return Transform.Geometric.IDENTITY;
        }
        return change.maps().size() == 1 && change.maps().get(0) instanceof Transform.Geometric map ? map : null;
    }

    private static boolean isWhole(Transform.Geometric map) {
        return Math.abs(map.xx()) == 1
                && Math.abs(map.yy()) == 1
                && map.xy() == 0
                && map.yx() == 0
                && map.dx() == Math.rint(map.dx())
                && map.dy() == Math.rint(map.dy());
    }

    private void copy(byte[] pixels, int offset, Transform.Geometric map) {
        fill(columns, shape.width(), map.xx() < 0, (int) map.dx());
        fill(rows, shape.height(), map.yy() < 0, (int) map.dy());
        int at = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int row : rows) {
                int from = offset + (c * shape.height() + row) * shape.width();
                for (int column : columns) {
                    plane[at++] = pixels[from + column] & 0xFF;
                }
            }
        }
    }

    private static void fill(int[] places, int length, boolean mirrored, int shift) {
        for (int i = 0; i < length; i++) {
            places[i] = reflect((mirrored ? length - 1 - i : i) + shift, length);
        }
    }

    private void interpolate(byte[] pixels, int offset, Transform.Geometric map) {
        double cx = (shape.width() - 1) / 2.0;
        double cy = (shape.height() - 1) / 2.0;
        int at = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                double u = map.xx() * (x - cx) + map.xy() * (y - cy) + map.dx() + cx;
                double v = map.yx() * (x - cx) + map.yy() * (y - cy) + map.dy() + cy;
                take(pixels, offset, u, v, at++);
            }
        }
    }

    private void interpolate(byte[] pixels, int offset, Places places) {
        int at = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                places.look(x, y);
                take(pixels, offset, places.column(), places.row(), at++);
            }
        }
    }

    /** Puts at a pixel of all channels what lies between the four pixels around a place of the image. */
    private void take(byte[] pixels, int offset, double u, double v, int at) {
        int width = shape.width();
        int height = shape.height();
        int area = width * height;
        int left = (int) Math.floor(u);
        int top = (int) Math.floor(v);
        float fx = (float) (u - left);
        float fy = (float) (v - top);
        int x0 = reflect(left, width);
        int x1 = reflect(left + 1, width);
        int y0 = reflect(top, height) * width + offset;
        int y1 = reflect(top + 1, height) * width + offset;
        for (int c = 0; c < shape.channels(); c++) {
            int channel = c * area;
            float a = pixels[y0 + x0 + channel] & 0xFF;
            float b = pixels[y0 + x1 + channel] & 0xFF;
            float d = pixels[y1 + x0 + channel] & 0xFF;
            float e = pixels[y1 + x1 + channel] & 0xFF;
            float above = a + (b - a) * fx;
            float below = d + (e - d) * fx;
            plane[at + channel] = above + (below - above) * fy;
        }
    }

    /** The place in 0 .. length-1 that a place outside is the reflection of. */
    static int reflect(int place, int length) {
        if (place >= 0 && place < length) {
            return place;
        }
        int period = Math.floorMod(place, 2 * length);
        return period < length ? period : 2 * length - 1 - period;
    }

    private void colour(Transform.Colour colour) {
        int channels = shape.channels();
        int area = shape.height() * shape.width();
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
                plane[c * area + i] = (float) Math.max(0, Math.min(255, value));
            }
        }
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
