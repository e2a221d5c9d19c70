package dev.stride.training.input;

import dev.stride.spi.Transform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to one image: transforms that follow each other as one sampling of pixels, one change of colours and what
 * is painted over.
 *
 * @param maps of the plane, {@link Transform.Geometric} and {@link Transform.Warp} in the image's order; affine maps that
 *     would follow each other are one
 * @param colour null where colours stay
 * @param mix null where the image is mixed with no other
 */
public record Composition(
        List<Transform> maps,
        Transform.@Nullable Colour colour,
        List<Transform.Erase> erased,
        Transform.@Nullable Mix mix) {

    /** Nothing. */
    public static final Composition IDENTITY = new Composition(List.of(), null, List.of(), null);

    /** This change of the image first, then {@code next}. */
    public Composition then(Transform next) {
        if (next.equals(Transform.IDENTITY)) {
            return this;
        } else if (next instanceof Transform.Geometric map) {
            return new Composition(geometric(map), colour, erased, mix);
        } else if (next instanceof Transform.Warp warp) {
            return new Composition(with(maps, warp), colour, erased, mix);
        } else if (next instanceof Transform.Colour change) {
            return new Composition(maps, colour == null ? change : colour.then(change), erased, mix);
        }
        return next instanceof Transform.Erase box
                ? new Composition(maps, colour, with(erased, box), mix)
                : new Composition(maps, colour, erased, (Transform.Mix) next);
    }

    private List<Transform> geometric(Transform.Geometric map) {
        if (maps.isEmpty() || !(maps.get(maps.size() - 1) instanceof Transform.Geometric last)) {
            return with(maps, map);
        }
        return with(maps.subList(0, maps.size() - 1), last.then(map));
    }

    private static <T> List<T> with(List<? extends T> list, T element) {
        var longer = new ArrayList<T>(list);
        longer.add(element);
        return List.copyOf(longer);
    }
}
