package dev.stride.spi;

import dev.stride.model.ImageShape;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a data set may use.
 *
 * @param cache a folder of the data set's own, which exists and outlives the process
 * @param mayDownload whether package clients and the network may be used
 * @param memory how many bytes of pixels the training and the test images may have together; from 1 to
 *     {@link #MOST_MEMORY}
 * @param progress takes one line for people at each step that takes long
 */
public record DataAccess(Path cache, boolean mayDownload, long memory, Consumer<String> progress) {

    /** As many bytes as one array holds. */
    public static final long MOST_MEMORY = Integer.MAX_VALUE - 8;

    private static final double MEBIBYTE = 1 << 20;

    public DataAccess {
        if (memory < 1 || memory > MOST_MEMORY) {
            throw new IllegalArgumentException("memory must be from 1 to " + MOST_MEMORY + " bytes, not " + memory);
        }
    }

    /** Whether images do not need more than the memory. */
    public boolean hasRoom(long images, ImageShape shape) {
        return images <= memory / shape.size();
    }

    /**
     * Refuses images that need more than the memory; to be asked before any is taken for them.
     *
     * @param images training and test images together
     * @throws Misfit with what they need and what there is
     */
    public void requireRoom(long images, ImageShape shape) {
        if (!hasRoom(images, shape)) {
            throw new Misfit(
                    String.format(
                            Locale.ROOT,
                            "%d images of %s need %.0f MiB of memory; a data set may have %.0f MiB here",
                            images,
                            shape,
                            Math.ceil((double) images * shape.size() / MEBIBYTE),
                            Math.floor(memory / MEBIBYTE)),
                    "take fewer or smaller images, or give Java a larger heap");
        }
    }
}
