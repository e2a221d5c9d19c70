package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Transform;
import java.nio.FloatBuffer;

/**
 * Takes an image through one affine map with bilinear interpolation, and through one colour map. Beyond its edges the
 * image is reflected, edge pixels included: {@code c b a | a b c}. Maps that only mirror and shift by whole pixels read
 * pixels as they are, which gives the same numbers. For one thread.
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
    void sample(byte[] pixels, int offset, AugmentationPipeline.Composed transform, FloatBuffer target) {
        Transform.Geometric map = transform.geometric();
        if (isWhole(map)) {
            copy(pixels, offset, map);
        } else {
            interpolate(pixels, offset, map);
        }
        if (transform.colour() != null) {
            colour(transform.colour());
        }
        target.put(plane);
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
        int width = shape.width();
        int height = shape.height();
        int area = width * height;
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = map.xx() * (x - cx) + map.xy() * (y - cy) + map.dx() + cx;
                double v = map.yx() * (x - cx) + map.yy() * (y - cy) + map.dy() + cy;
                int left = (int) Math.floor(u);
                int top = (int) Math.floor(v);
                float fx = (float) (u - left);
                float fy = (float) (v - top);
                int x0 = reflect(left, width);
                int x1 = reflect(left + 1, width);
                int y0 = reflect(top, height) * width + offset;
                int y1 = reflect(top + 1, height) * width + offset;
                int at = y * width + x;
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
}
