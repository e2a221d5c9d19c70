package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.util.List;

/**
 * What of an image a result shows when no map changes it: the image itself where it has the result's size; else the
 * largest part with the result's proportions around the image's centre. What maps reach beyond that part is the image's
 * own, up to its edges.
 *
 * <p>Where pixels of the result lie further apart than those of the image, the image is made smaller first, each axis so
 * far that they lie as close: so a fine pattern becomes its mean. How far is a matter of the affine maps alone.
 *
 * @param image from whose pixels the result is sampled
 * @param across how many of its columns a step of one pixel of the result is, before any map
 * @param down how many of its rows
 */
record View(Image image, double across, double down) {

    static View of(Image image, List<Transform> maps, ImageShape result, AreaMean smaller) {
        ImageShape own = image.shape();
        if (own.height() == result.height() && own.width() == result.width()) {
            return new View(image, 1, 1);
        }
        // The side that the part fills, as a fraction in whole numbers, so that no rounding comes in.
        boolean wide = (long) own.width() * result.height() >= (long) own.height() * result.width();
        long old = wide ? own.height() : own.width();
        long shown = wide ? result.height() : result.width();
        Transform.Geometric map = affine(maps);
        int width = length(own.width(), shown, old * length(map.xx(), map.xy()));
        int height = length(own.height(), shown, old * length(map.yx(), map.yy()));
        return new View(
                smaller.of(image, height, width),
                (double) (old * width) / (shown * own.width()),
                (double) (old * height) / (shown * own.height()));
    }

    private static Transform.Geometric affine(List<Transform> maps) {
        Transform.Geometric affine = Transform.Geometric.IDENTITY;
        for (Transform map : maps) {
            affine = map instanceof Transform.Geometric next ? affine.then(next) : affine;
        }
        return affine;
    }

    /** How far a step of one pixel, in whatever direction, goes at most along an axis. */
    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    /** An axis' new length: what {@code old} pixels show as one now shows as one then; never longer. */
    private static int length(int own, long shown, double old) {
        return (int) Math.max(1, Math.min(own, Math.rint(own * shown / old)));
    }
}
