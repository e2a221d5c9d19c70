package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Transform;
import java.util.List;

/**
 * Where in an image a pixel of the result has its value from, through several maps. Places are told from the image's
 * centre, in pixels of the result. For one thread.
 */
final class Places {

    private final List<Transform> maps;
    private final double cx;
    private final double cy;
    private final double[] across = new double[4];
    private final double[] down = new double[4];
    private double x;
    private double y;

    /** @param shape of the result */
    Places(List<Transform> maps, ImageShape shape) {
        this.maps = maps;
        this.cx = (shape.width() - 1) / 2.0;
        this.cy = (shape.height() - 1) / 2.0;
    }

    /** Looks a pixel up through the last map first. */
    void look(int column, int row) {
        x = column - cx;
        y = row - cy;
        for (int i = maps.size() - 1; i >= 0; i--) {
            if (maps.get(i) instanceof Transform.Geometric map) {
                double from = x;
                x = map.xx() * from + map.xy() * y + map.dx();
                y = map.yx() * from + map.yy() * y + map.dy();
            } else {
                displace((Transform.Warp) maps.get(i));
            }
        }
    }

    /** Of the last pixel that was looked up: to the right. */
    double x() {
        return x;
    }

    /** Of the last pixel that was looked up: down. */
    double y() {
        return y;
    }

    private void displace(Transform.Warp warp) {
        int left = weigh(across, x, cx, warp.columns());
        int top = weigh(down, y, cy, warp.rows());
        double dx = 0;
        double dy = 0;
        for (int i = 0; i < 4; i++) {
            int row = Math.min(Math.max(top + i, 0), warp.rows() - 1) * warp.columns();
            for (int j = 0; j < 4; j++) {
                int node = row + Math.min(Math.max(left + j, 0), warp.columns() - 1);
                double weight = down[i] * across[j];
                dx += weight * warp.dx()[node];
                dy += weight * warp.dy()[node];
            }
        }
        x += dx;
        y += dy;
    }

    /**
     * The cubic B-spline's weights of the four nodes around a place; the first node's number is returned. Beyond the grid
     * the outermost node goes on.
     */
    private static int weigh(double[] weights, double place, double centre, int nodes) {
        double at = centre == 0 ? 0 : (place + centre) / (2 * centre) * (nodes - 1);
        at = Math.max(0, Math.min(nodes - 1, at));
        int node = Math.min((int) at, nodes - 2);
        double t = at - node;
        weights[0] = (1 - t) * (1 - t) * (1 - t) / 6;
        weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
        weights[2] = (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
        weights[3] = t * t * t / 6;
        return node - 1;
    }
}
