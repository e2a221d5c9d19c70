package dev.stride.spi;

import dev.stride.model.ModuleKind;

/**
 * A source of labelled images. The same parameters and source give the same data, in every process that loads them. Several
 * threads may load at once, with the same parameters too; each may wait for disk and network.
 *
 * @param <P> the record of its parameters
 */
public non-sealed interface Dataset<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.DATASET;
    }

    /**
     * Loads all images, or makes them ready to be streamed. What it downloads or unpacks goes into the cache folder of
     * the access, whole or not at all. How much memory the images need is to be found out before it is taken, by {@link
     * DataAccess#requireRoom}. Whether they are in memory or streamed changes nothing of what they are.
     *
     * @throws Misfit where what the parameters name is no data set: no images, one class, a file that cannot be read,
     *     more than the memory of the access
     * @throws dev.stride.model.PlatformException with {@code DATA_UNAVAILABLE} where no source works, with the list of
     *     what was tried and how to supply the files
     */
    ImageData load(P parameters, DataAccess access);

    /**
     * Changes when the source of the images does, so that they are loaded again. Asked before each use, so it has to be
     * cheap: names, sizes and times of files, say, not what they hold. Empty, as it is by default, where the source
     * cannot change. Where there is no such source {@link #load} says so.
     */
    default String stamp(P parameters, DataAccess access) {
        return "";
    }
}
