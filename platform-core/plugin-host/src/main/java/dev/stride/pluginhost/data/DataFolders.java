package dev.stride.pluginhost.data;

import dev.stride.spi.DataAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache folder for each data set, by its name. */
public record DataFolders(Path root, boolean mayDownload) {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolders.class);

    /** What the data set of a name may use. */
    public DataAccess of(String dataset) {
        Path folder = root.resolve(dataset);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DataAccess(folder, mayDownload, LOG::info);
    }
}
