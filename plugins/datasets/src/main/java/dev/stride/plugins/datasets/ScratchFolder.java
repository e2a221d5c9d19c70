package dev.stride.plugins.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes with its use. */
final class ScratchFolder implements AutoCloseable {

    private final Path path;

    ScratchFolder() throws IOException {
        this.path = Files.createTempDirectory("stride-data");
    }

    Path path() {
        return path;
    }

    /** The one file with this ending. */
    Path only(String ending) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(ending)).toList();
            if (found.size() != 1) {
                throw new IOException("expected one " + ending + " file, not " + found.size());
            }
            return found.get(0);
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
