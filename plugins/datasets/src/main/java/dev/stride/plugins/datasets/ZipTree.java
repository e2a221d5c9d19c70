package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of a zip. */
final class ZipTree implements ImageTree {

    private final ZipFile zip;

    ZipTree(Path file) throws IOException {
        this.zip = new ZipFile(file.toFile());
    }

    @Override
    public Stream<String> names() {
        return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName);
    }

    @Override
    public byte[] read(String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return ImageTree.bytes(in);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
