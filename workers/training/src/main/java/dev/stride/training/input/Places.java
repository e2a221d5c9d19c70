package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in an image a pixel of the result has its value from, through several maps. Places are told from the image's
 * centre, in pixels of the result. For one thread.
 */
final class Places {

    private final List<Transform> maps;
    /** Of each map that is a warp. */
    private final @Nullable WarpGrid[] grids;

    private final double cx;
    private final double cy;
    private double x;
    private double y;

    /** @param shape of the result */
    Places(List<Transform> maps, ImageShape shape) {
        this.maps = maps;
        this.cx = (shape.width() - 1) / 2.0;
        this.cy = (shape.height() - 1) / 2.0;
        this.grids = maps.stream()
                .map(map -> map instanceof Transform.Warp warp ? new WarpGrid(warp, shape.width(), cx, cy) : null)
                .toArray(WarpGrid[]::new);
    }

    /** Looks a pixel up through the last map first. */
    void look(int column, int row) {
        x = column - cx;
        y = row - cy;
        for (int i = grids.length - 1; i >= 0; i--) {
            WarpGrid grid = grids[i];
            if (grid == null) {
                move((Transform.Geometric) maps.get(i));
            } else {
                grid.look(column, x, y);
                x += grid.dx();
                y += grid.dy();
            }
        }
    }

    private void move(Transform.Geometric map) {
        double from = x;
        x = map.xx() * from + map.xy() * y + map.dx();
        y = map.yx() * from + map.yy() * y + map.dy();
    }

    /** Of the last pixel that was looked up: to the right. */
    double x() {
        return x;
    }

    /** Of the last pixel that was looked up: down. */
    double y() {
        return y;
    }
}
