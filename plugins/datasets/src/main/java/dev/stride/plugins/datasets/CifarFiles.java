package dev.stride.plugins.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Where the binary files of CIFAR lie: in the folder that the archive unpacks to, or in the archive itself. */
sealed interface CifarFiles {

    /** Takes one file; the stream ends where the file does, and is not to be used afterwards. */
    interface Reader {

        void read(String name, long size, InputStream content) throws IOException;
    }

    /**
     * Shows the reader those of these files that are there, each once, in any order.
     *
     * @throws IOException with a message for people where they cannot be read
     */
    void each(Set<String> names, Reader reader) throws IOException;

    /** A folder, or an archive, gzipped or not. */
    static CifarFiles at(Path path) {
        return Files.isDirectory(path) ? new Folder(path) : new Archive(path);
    }

    /** The files side by side. */
    record Folder(Path path) implements CifarFiles {

        @Override
        public void each(Set<String> names, Reader reader) throws IOException {
            for (String name : names) {
                Path file = path.resolve(name);
                if (Files.isRegularFile(file)) {
                    try (var content = new BufferedInputStream(Files.newInputStream(file))) {
                        reader.read(name, Files.size(file), content);
                    }
                }
            }
        }
    }

    /** A tar, which is read once from its beginning to its end and never unpacked. */
    record Archive(Path path) implements CifarFiles {

        @Override
        public void each(Set<String> names, Reader reader) throws IOException {
            try (var file = new BufferedInputStream(Files.newInputStream(path));
                    var content = new BufferedInputStream(isGzipped(file) ? new GZIPInputStream(file) : file);
                    var tar = new TarArchiveInputStream(content)) {
                each(names, reader, tar);
                // What follows is nothing, but gzip's sum of all that was read comes at the end.
                content.transferTo(OutputStream.nullOutputStream());
            }
        }

        /** Files are known by the last part of their names, whatever folder they lie in. */
        private static void each(Set<String> names, Reader reader, TarArchiveInputStream tar) throws IOException {
            var left = new HashSet<>(names);
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                TarTree.requireSum(entry);
                String path = entry.getName();
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (entry.isFile() && left.remove(name)) {
                    reader.read(name, entry.getSize(), tar);
                }
            }
        }

        private static boolean isGzipped(InputStream file) throws IOException {
            file.mark(2);
            boolean gzipped = file.read() == 0x1F && file.read() == 0x8B;
            file.reset();
            return gzipped;
        }
    }
}
