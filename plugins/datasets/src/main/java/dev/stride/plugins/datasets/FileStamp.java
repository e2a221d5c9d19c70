package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether a user's files changed, without reading them: a sum over the names, sizes and times of change, so that a
 * file that comes, goes, changes or moves to another class's folder is seen.
 */
final class FileStamp {

    /** What has no stamp is loaded, which then says what is wrong with it. */
    private static final String UNREADABLE = "unreadable";

    private FileStamp() {}

    /** The stamp of a file, or of all files in a folder and those that it links to. */
    static String of(String path) {
        try {
            Path top = Path.of(path);
            try (Stream<Path> files = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
                return Long.toHexString(files.filter(Files::isRegularFile)
                        .mapToLong(file -> of(top, file))
                        .sum());
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return UNREADABLE;
        }
    }

    private static long of(Path top, Path file) {
        try {
            var facts = List.of(
                    top.relativize(file).toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
            // Spread over all bits, so that the changes of two files do not make up for each other.
            long mixed = (facts.hashCode() + 1L) * 0x9E3779B97F4A7C15L;
            return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
