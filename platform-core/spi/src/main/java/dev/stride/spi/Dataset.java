package dev.stride.spi;

import dev.stride.model.ModuleKind;

/** A source of labelled images. */
public non-sealed interface Dataset<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.DATASET;
    }

    /**
     * Loads all images. What it downloads or unpacks goes into the cache folder of the access, whole or not at all.
     *
     * @throws Misfit where what the parameters name is no data set: no images, one class, a file that cannot be read
     * @throws dev.stride.model.PlatformException with {@code DATA_UNAVAILABLE} where no source works, with the list of
     *     what was tried and how to supply the files
     */
    ImageData load(P parameters, DataAccess access);
}
