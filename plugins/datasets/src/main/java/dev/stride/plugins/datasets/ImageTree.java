package dev.stride.plugins.datasets;

import dev.stride.spi.Misfit;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The image files of a folder or a zip, in the order of their names. Nothing is written: a zip's names are names only. */
interface ImageTree extends Closeable {

    int MOST_FILES = 2_000_000;
    long LARGEST_FILE = 64 << 20;
    Comparator<Entry> BY_NAME = Comparator.comparing(Entry::name);
    Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

    /** Which part of the data a file belongs to, where the folders say it. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST,
        UNSAID
    }

    /**
     * An image file.
     *
     * @param name its path from the top, with slashes
     * @param label the folder that it lies in, which is its class
     */
    record Entry(String name, String label, Part part) {

        /** The entry of a file that is an image in a class's folder; empty for any other file. */
        static Optional<Entry> of(String name) {
            String[] parts = name.split("/");
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (parts.length < 2 || !ENDINGS.contains(ending) || parts[parts.length - 1].startsWith(".")) {
                return Optional.empty();
            }
            Part part = Part.UNSAID;
            for (int i = 0; i < parts.length - 2; i++) {
                part = part == Part.UNSAID ? partOf(parts[i]) : part;
            }
            return Optional.of(new Entry(name, parts[parts.length - 2], part));
        }

        private static Part partOf(String folder) {
            return switch (folder.toLowerCase(Locale.ROOT)) {
                case "train" -> Part.TRAIN;
                case "val", "validation" -> Part.VALIDATION;
                case "test" -> Part.TEST;
                default -> Part.UNSAID;
            };
        }
    }

    List<Entry> entries();

    /** A file's content, at most {@link #LARGEST_FILE} bytes of it. */
    byte[] read(Entry entry) throws IOException;

    @Override
    void close();

    static ImageTree open(String path) {
        try {
            Path place = Path.of(path);
            if (Files.isDirectory(place)) {
                return new Folder(place);
            }
            if (Files.isRegularFile(place)) {
                return new Zip(place);
            }
        } catch (IOException e) {
            throw new Misfit(
                    "'" + path + "' cannot be read as a zip: " + e.getMessage(), "give a folder or a sound zip");
        } catch (InvalidPathException e) {
            throw new Misfit("the data set's 'path' is none: " + e.getReason(), "give the path of a folder or zip");
        }
        throw new Misfit("there is no folder or zip '" + path + "'", "check the data set's 'path'");
    }

    /** Images in a folder, and in the folders that it links to. */
    record Folder(Path top) implements ImageTree {

        @Override
        public List<Entry> entries() {
            try (Stream<Path> files = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
                return bounded(files.filter(Files::isRegularFile)
                        .map(f -> top.relativize(f).toString().replace('\\', '/')));
            } catch (IOException | UncheckedIOException e) {
                throw new Misfit("'" + top + "' cannot be read: " + e.getMessage(), "check the rights of its folders");
            }
        }

        @Override
        public byte[] read(Entry entry) throws IOException {
            try (InputStream in = Files.newInputStream(top.resolve(entry.name()))) {
                return bytes(in);
            }
        }

        @Override
        public void close() {}
    }

    /** Images in a zip. */
    final class Zip implements ImageTree {

        private final ZipFile zip;

        Zip(Path file) throws IOException {
            this.zip = new ZipFile(file.toFile());
        }

        @Override
        public List<Entry> entries() {
            return bounded(zip.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName));
        }

        @Override
        public byte[] read(Entry entry) throws IOException {
            try (InputStream in = zip.getInputStream(zip.getEntry(entry.name()))) {
                return bytes(in);
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

    private static List<Entry> bounded(Stream<String> names) {
        List<Entry> entries = names.distinct()
                .flatMap(name -> Entry.of(name).stream())
                .limit(MOST_FILES + 1L)
                .sorted(BY_NAME)
                .toList();
        if (entries.size() > MOST_FILES) {
            throw new Misfit("there are more than " + MOST_FILES + " images", "give fewer");
        }
        return entries;
    }

    private static byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
            throw new IOException("larger than " + LARGEST_FILE + " bytes");
        }
        return bytes;
    }
}
