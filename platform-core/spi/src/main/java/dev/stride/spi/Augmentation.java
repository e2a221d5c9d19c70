package dev.stride.spi;

import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.RandomStream;

/**
 * A random change of training images, told as numbers. The platform composes the transforms of a pipeline and applies
 * them at once: one interpolation, however long the pipeline.
 */
public non-sealed interface Augmentation<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.AUGMENTATION;
    }

    /**
     * Refuses images that it cannot change.
     *
     * @throws Misfit for example for a colour operation on grey images
     */
    default void check(P parameters, ImageShape shape) {}

    /** Whether it mixes images of a batch: only where it says so may {@link #draw} give a {@link Transform.Mix}. */
    default boolean mixes() {
        return false;
    }

    /**
     * Draws the transform of one image. Called for every image of every epoch, by several threads at once: must be quick and
     * draw from the stream alone.
     *
     * @param images that are learned from; their shape {@link #check} has let pass
     * @return finite numbers; a {@link Transform.Colour} has a row, a column and an offset for each channel, a {@link
     *     Transform.Erase} a value for each
     */
    Transform draw(P parameters, ImageStatistics images, RandomStream random);
}
