package dev.stride.training.input;

import dev.stride.spi.Transform;
import java.util.Arrays;

/**
 * A warp's displacement at any place: a cubic B-spline over its nodes. Weights of a place that was the last one in its
 * column of the result, or the last one of all, are used again: so where nothing moves a place before the warp, they are
 * computed once for each column and row and not for each pixel. For one thread.
 */
final class WarpGrid {

    /** How many nodes a place is displaced by on each axis. */
    private static final int SUPPORT = 4;

    private final int rows;
    private final int columns;
    private final double cx;
    private final double cy;
    /** Nodes in a row, with one more at each end. */
    private final int stride;

    private final double[] acrossNodes;
    private final double[] downNodes;
    private final double[] lastX;
    private final int[] left;
    private final double[] acrossWeights;
    private double lastY = Double.NaN;
    private int top;
    private final double[] downWeights = new double[SUPPORT];
    private double dx;
    private double dy;

    /**
     * The grid of a warp.
     *
     * @param width of the result, in pixels
     * @param cx the column of the image's centre
     * @param cy the row of the image's centre
     */
    WarpGrid(Transform.Warp warp, int width, double cx, double cy) {
        this.rows = warp.rows();
        this.columns = warp.columns();
        this.cx = cx;
        this.cy = cy;
        this.stride = columns + 2;
        this.acrossNodes = bordered(warp.dx());
        this.downNodes = bordered(warp.dy());
        this.lastX = new double[width];
        Arrays.fill(lastX, Double.NaN);
        this.left = new int[width];
        this.acrossWeights = new double[SUPPORT * width];
    }

    /** Beyond the grid the outermost node goes on. */
    private double[] bordered(double[] nodes) {
        double[] bordered = new double[(rows + 2) * stride];
        for (int i = 0; i < rows + 2; i++) {
            int from = Math.min(Math.max(i - 1, 0), rows - 1) * columns;
            for (int j = 0; j < stride; j++) {
                bordered[i * stride + j] = nodes[from + Math.min(Math.max(j - 1, 0), columns - 1)];
            }
        }
        return bordered;
    }

    /**
     * Looks up a place, from the image's centre.
     *
     * @param column of the pixel of the result that it is for
     */
    void look(int column, double x, double y) {
        int across = SUPPORT * column;
        if (x != lastX[column]) {
            lastX[column] = x;
            left[column] = weigh(acrossWeights, across, x, cx, columns);
        }
        if (y != lastY) {
            lastY = y;
            top = weigh(downWeights, 0, y, cy, rows);
        }
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < SUPPORT; i++) {
            int node = (top + i) * stride + left[column];
            for (int j = 0; j < SUPPORT; j++) {
                double weight = downWeights[i] * acrossWeights[across + j];
                sumX += weight * acrossNodes[node + j];
                sumY += weight * downNodes[node + j];
            }
        }
        dx = sumX;
        dy = sumY;
    }

    /** How far the place is displaced to the right. */
    double dx() {
        return dx;
    }

    /** How far the place is displaced down. */
    double dy() {
        return dy;
    }

    /** The cubic B-spline's weights of the four nodes around a place; the first one's number in the bordered grid. */
    private static int weigh(double[] weights, int from, double place, double centre, int nodes) {
        double at = centre == 0 ? 0 : (place + centre) / (2 * centre) * (nodes - 1);
        at = Math.max(0, Math.min(nodes - 1, at));
        int node = Math.min((int) at, nodes - 2);
        double t = at - node;
        weights[from] = (1 - t) * (1 - t) * (1 - t) / 6;
        weights[from + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
        weights[from + 2] = (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
        weights[from + 3] = t * t * t / 6;
        return node;
    }
}
