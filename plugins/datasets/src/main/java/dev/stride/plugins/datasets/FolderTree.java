package dev.stride.plugins.datasets;

import dev.stride.spi.Misfit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder, and of the folders that it links to. */
record FolderTree(Path top) implements ImageTree {

    @Override
    public Stream<String> names() {
        try (Stream<Path> files = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString().replace('\\', '/'))
                    .toList();
            return names.stream();
        } catch (IOException | UncheckedIOException e) {
            throw new Misfit("'" + top + "' cannot be read: " + e.getMessage(), "check the rights of its folders");
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(top.resolve(name))) {
            return ImageTree.bytes(in);
        }
    }

    @Override
    public void close() {}
}
