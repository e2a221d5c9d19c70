package dev.stride.plugins.datasets;

import dev.stride.spi.Misfit;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a folder or an archive. An archive's names are names only: nothing is written under them. */
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
     * @param label its class: the folder that it lies in, or what a file of labels says
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

        static Part partOf(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "train" -> Part.TRAIN;
                case "val", "validation" -> Part.VALIDATION;
                case "test" -> Part.TEST;
                default -> Part.UNSAID;
            };
        }
    }

    /** Of all files, as paths from the top with slashes; to be closed. */
    Stream<String> names();

    /**
     * A file's content.
     *
     * @throws IOException where it cannot be read, or has more than {@link #LARGEST_FILE} bytes
     */
    byte[] read(String name) throws IOException;

    @Override
    void close();

    /** The images in classes' folders, in the order of their names. */
    default List<Entry> entries() {
        try (Stream<String> names = names()) {
            return bounded(names.distinct().flatMap(name -> Entry.of(name).stream()));
        }
    }

    /** @param cache a folder for what has to be unpacked */
    static ImageTree open(String path, Path cache) {
        try {
            Path place = Path.of(path);
            if (Files.isDirectory(place)) {
                return new FolderTree(place);
            }
            if (Files.isRegularFile(place)) {
                return ArchiveKind.of(place).open(place, cache);
            }
        } catch (IOException e) {
            throw new Misfit(
                    "'" + path + "' cannot be read as " + ArchiveKind.NAMES + ": " + e.getMessage(),
                    "give a folder or a sound archive");
        } catch (InvalidPathException e) {
            throw new Misfit("the data set's 'path' is none: " + e.getReason(), "give the path of a folder or archive");
        }
        throw new Misfit("there is no folder, zip or tar '" + path + "'", "check the data set's 'path'");
    }

    static List<Entry> bounded(Stream<Entry> images) {
        List<Entry> entries = images.limit(MOST_FILES + 1L).sorted(BY_NAME).toList();
        if (entries.size() > MOST_FILES) {
            throw new Misfit("there are more than " + MOST_FILES + " images", "give fewer");
        }
        return entries;
    }

    static byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
            throw new IOException("larger than " + LARGEST_FILE + " bytes");
        }
        return bytes;
    }
}
