package dev.stride.spi;

import java.util.Optional;

/** What an augmentation does to one image. */
public sealed interface Transform {

    /** Leaves the image as it is. */
    Transform IDENTITY = Geometric.IDENTITY;

    /**
     * An affine map of the plane, from a pixel of the result to the place in the image where its value is taken:
     * {@code x' = xx x + xy y + dx}, {@code y' = yx x + yy y + dy}. Coordinates are in pixels from the image's centre, x
     * to the right, y down. What lies outside is reflected at the edge. Of an image of another size than a net gets, pixels
     * are those of what the net gets of it where nothing changes it, and the edge is that of the image itself.
     */
    record Geometric(double xx, double xy, double dx, double yx, double yy, double dy) implements Transform {
        /** Takes each value from where it is. */
        public static final Geometric IDENTITY = new Geometric(1, 0, 0, 0, 1, 0);

        /** Takes each value from so many pixels to the right and below: the image moves to the left and up. */
        public static Geometric translation(double dx, double dy) {
            return new Geometric(1, 0, dx, 0, 1, dy);
        }

        /** This change of the image first, then {@code next}. */
        public Geometric then(Geometric next) {
            return new Geometric(
                    xx * next.xx + xy * next.yx,
                    xx * next.xy + xy * next.yy,
                    xx * next.dx + xy * next.dy + dx,
                    yx * next.xx + yy * next.yx,
                    yx * next.xy + yy * next.yy,
                    yx * next.dx + yy * next.dy + dy);
        }
    }

    /**
     * An affine map of an RGB pixel, scaled to [0, 1]: row c of {@code matrix} gives channel c of the result from the
     * three channels of the image, and {@code offset} is added. On grey images it has one row and one column. The
     * result is cut to [0, 1].
     */
    record Colour(double[][] matrix, double[] offset) implements Transform {

        /** Adds to each channel, in fractions of the range of pixels; one offset a channel. */
        public static Colour shift(double... offset) {
            double[][] matrix = new double[offset.length][offset.length];
            for (int c = 0; c < offset.length; c++) {
                matrix[c][c] = 1;
            }
            return new Colour(matrix, offset);
        }

        /** This change of the pixel first, then {@code next}. */
        public Colour then(Colour next) {
            int n = offset.length;
            double[][] m = new double[n][n];
            double[] o = next.offset.clone();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    o[i] += next.matrix[i][j] * offset[j];
                    for (int k = 0; k < n; k++) {
                        m[i][j] += next.matrix[i][k] * matrix[k][j];
                    }
                }
            }
            return new Colour(m, o);
        }
    }

    /**
     * A smooth displacement of the plane: a pixel of the result takes its value from a place that lies {@code (dx, dy)}
     * pixels away. The two are cubic B-splines over a grid of nodes, the first and last of which lie on the image's first
     * and last row and column, so they are nowhere larger than the largest node's.
     *
     * @param rows of nodes, at least 2
     * @param columns of nodes, at least 2
     * @param dx of each node to the right, row by row
     * @param dy of each node down, row by row
     */
    record Warp(int rows, int columns, double[] dx, double[] dy) implements Transform {}

    /**
     * Paints a box over the image, after all changes of places and colours wherever it stands in a pipeline. What of the
     * box lies outside the image is left out.
     *
     * @param value of each channel, in [0, 1]
     */
    record Erase(Box box, double[] value) implements Transform {}

    /**
     * Mixes an image with another of its batch, which the platform chooses, after all other changes of both. Only the
     * last of a pipeline counts.
     *
     * @param share of the image itself in what it counts as, in [0, 1]: its label's loss has this weight and the other's
     *     the rest
     * @param box where the other's pixels are taken; empty where every pixel is the mean of both, weighed by the share
     */
    record Mix(double share, Optional<Box> box) implements Transform {}

    /**
     * A part of an image, in pixels.
     *
     * @param top first row
     * @param left first column
     * @param bottom row after the last
     * @param right column after the last
     */
    record Box(int top, int left, int bottom, int right) {

        /** What of it lies in an image. */
        public Box within(int height, int width) {
            return new Box(Math.max(0, top), Math.max(0, left), Math.min(height, bottom), Math.min(width, right));
        }

        /** How many pixels it has; 0 where it is empty. */
        public int area() {
            return Math.max(0, bottom - top) * Math.max(0, right - left);
        }
    }
}
