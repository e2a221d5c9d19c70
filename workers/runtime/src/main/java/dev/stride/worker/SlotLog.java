package dev.stride.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a slot's processes print, one life after the other, appended by the processes themselves so that their last words
 * are there whatever becomes of the worker. Where it has grown beyond its limit its end moves to a second file beside it,
 * in the place of what was there. Safe for use by several threads.
 */
final class SlotLog {

    /** How large each of the two files may be, in bytes. */
    static final long LIMIT = 4 << 20;

    private final Path path;
    private final long limit;

    SlotLog(Path path, long limit) {
        this.path = path.toAbsolutePath();
        this.limit = limit;
    }

    Path path() {
        return path;
    }

    /** Makes room for another life. */
    void prepare() throws IOException {
        Files.createDirectories(path.getParent());
        bound();
    }

    /** Takes a log that has become too large down to its limit; what is printed meanwhile may be lost. */
    synchronized void bound() throws IOException {
        if (!Files.exists(path) || Files.size(path) <= limit) {
            return;
        }
        try (FileChannel log = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try {
                keepEnd(log);
            } finally {
                // Also where the disk is full: then above all.
                log.truncate(0);
            }
        }
    }

    private void keepEnd(FileChannel log) throws IOException {
        try (FileChannel earlier = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".1"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            long end = log.size();
            long from = Math.max(0, end - limit);
            while (from < end) {
                from += log.transferTo(from, end - from, earlier);
            }
        }
    }
}
