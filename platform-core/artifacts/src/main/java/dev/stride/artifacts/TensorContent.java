package dev.stride.artifacts;

import java.util.List;

/** A tensor whose numbers are made when they are asked for, so that not all of a net's need be in memory at once. */
public interface TensorContent {

    /** Unique in its file. */
    String name();

    /** Lengths of the axes; empty for one number. */
    List<Integer> shape();

    /**
     * The numbers, row by row; not to be changed.
     *
     * @throws dev.stride.model.PlatformException with {@code CORRUPT} where they can no longer be read
     */
    float[] values();
}
