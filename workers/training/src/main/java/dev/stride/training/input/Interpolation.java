package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.util.List;

/**
 * Takes pixels out of an image through maps, between its pixels in proportion (bilinear). Beyond its edges the image is
 * reflected, edge pixels included: {@code c b a | a b c}. Maps that only mirror and shift by whole pixels read pixels as
 * they are, which gives the same numbers. For one thread.
 */
final class Interpolation {

    private final ImageShape shape;
    private final double cx;
    private final double cy;
    private final int[] columns;
    private final int[] rows;
    // Of one row of the result: between which four pixels of a channel each of its pixels lies, and how far.
    private final int[] aboveLeft;
    private final int[] aboveRight;
    private final int[] belowLeft;
    private final int[] belowRight;
    private final float[] right;
    private final float[] below;

    /** @param shape of the result */
    Interpolation(ImageShape shape) {
        this.shape = shape;
        this.cx = (shape.width() - 1) / 2.0;
        this.cy = (shape.height() - 1) / 2.0;
        this.columns = new int[shape.width()];
        this.rows = new int[shape.height()];
        this.aboveLeft = new int[shape.width()];
        this.aboveRight = new int[shape.width()];
        this.belowLeft = new int[shape.width()];
        this.belowRight = new int[shape.width()];
        this.right = new float[shape.width()];
        this.below = new float[shape.width()];
    }

    /** Puts the result's channels, from 0 to 255, into the plane. */
    void take(View view, List<Transform> maps, float[] plane) {
        if (maps.isEmpty()) {
            take(view, Transform.Geometric.IDENTITY, plane);
        } else if (maps.size() == 1 && maps.get(0) instanceof Transform.Geometric map) {
            take(view, map, plane);
        } else {
            take(view, new Places(maps, shape), plane);
        }
    }

    private void take(View view, Transform.Geometric map, float[] plane) {
        boolean straight = map.xy() == 0 && map.yx() == 0;
        boolean whole = straight
                && fill(columns, view.image().shape().width(), map.xx() * view.across(), map.dx() * view.across())
                && fill(rows, view.image().shape().height(), map.yy() * view.down(), map.dy() * view.down());
        if (whole) {
            copy(view.image(), plane);
        } else {
            interpolate(view, map, plane);
        }
    }

    /**
     * Fills in which place of an axis each new place is.
     *
     * @return whether all of them are whole pixels
     */
    private static boolean fill(int[] places, int length, double step, double shift) {
        double first = shift + (length - 1) / 2.0 - step * ((places.length - 1) / 2.0);
        if (Math.abs(step) != 1 || first != Math.rint(first)) {
            return false;
        }
        for (int i = 0; i < places.length; i++) {
            places[i] = reflect((int) (first + step * i), length);
        }
        return true;
    }

    private void copy(Image image, float[] plane) {
        int at = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int row : rows) {
                int from = image.from()
                        + (c * image.shape().height() + row) * image.shape().width();
                for (int column : columns) {
                    plane[at++] = image.pixels()[from + column] & 0xFF;
                }
            }
        }
    }

    private void interpolate(View view, Transform.Geometric map, float[] plane) {
        for (int y = 0; y < shape.height(); y++) {
            double down = y - cy;
            for (int x = 0; x < shape.width(); x++) {
                double across = x - cx;
                place(
                        view,
                        x,
                        map.xx() * across + map.xy() * down + map.dx(),
                        map.yx() * across + map.yy() * down + map.dy());
            }
            takeRow(view.image(), y, plane);
        }
    }

    private void take(View view, Places places, float[] plane) {
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                places.look(x, y);
                place(view, x, places.x(), places.y());
            }
            takeRow(view.image(), y, plane);
        }
    }

    /** Finds the four pixels around a place, which is told from the view's centre. */
    private void place(View view, int x, double across, double down) {
        int width = view.image().shape().width();
        int height = view.image().shape().height();
        double u = across * view.across() + (width - 1) / 2.0;
        double v = down * view.down() + (height - 1) / 2.0;
        int column = (int) Math.floor(u);
        int row = (int) Math.floor(v);
        right[x] = (float) (u - column);
        below[x] = (float) (v - row);
        if (column >= 0 && column < width - 1 && row >= 0 && row < height - 1) {
            int at = row * width + column;
            aboveLeft[x] = at;
            aboveRight[x] = at + 1;
            belowLeft[x] = at + width;
            belowRight[x] = at + width + 1;
            return;
        }
        int x0 = reflect(column, width);
        int x1 = reflect(column + 1, width);
        int y0 = reflect(row, height) * width;
        int y1 = reflect(row + 1, height) * width;
        aboveLeft[x] = y0 + x0;
        aboveRight[x] = y0 + x1;
        belowLeft[x] = y1 + x0;
        belowRight[x] = y1 + x1;
    }

    private void takeRow(Image image, int y, float[] plane) {
        byte[] pixels = image.pixels();
        int area = image.shape().height() * image.shape().width();
        for (int c = 0; c < shape.channels(); c++) {
            int from = image.from() + c * area;
            int at = (c * shape.height() + y) * shape.width();
            for (int x = 0; x < right.length; x++) {
                float a = pixels[from + aboveLeft[x]] & 0xFF;
                float b = pixels[from + aboveRight[x]] & 0xFF;
                float d = pixels[from + belowLeft[x]] & 0xFF;
                float e = pixels[from + belowRight[x]] & 0xFF;
                float upper = a + (b - a) * right[x];
                float lower = d + (e - d) * right[x];
                plane[at + x] = upper + (lower - upper) * below[x];
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
}
