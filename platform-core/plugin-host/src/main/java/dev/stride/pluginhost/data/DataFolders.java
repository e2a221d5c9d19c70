package dev.stride.pluginhost.data;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each data set may use: a cache folder of its name, the network where that is allowed, a share of the heap.
 *
 * @param root the folder of the cache folders
 * @param mayDownload whether data sets may use package clients and the network
 */
public record DataFolders(Path root, boolean mayDownload) {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolders.class);

    /** Two data sets are kept in memory (see {@link PreparedDataCache}); the last third is for everything else. */
    private static final int SHARE = 3;

    /**
     * What the data set of a name may use. Makes its folder.
     *
     * @throws PlatformException with {@code DISK_FULL} where the folder cannot be made
     */
    public DataAccess of(String dataset) {
        Path folder = root.resolve(dataset);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "the data cache " + folder + " cannot be made: " + e.getMessage(),
                    "make room, check its rights, or give another data folder",
                    e);
        }
        return new DataAccess(folder, mayDownload, memory(), LOG::info);
    }

    private static long memory() {
        return Math.min(DataAccess.MOST_MEMORY, Runtime.getRuntime().maxMemory() / SHARE);
    }
}
