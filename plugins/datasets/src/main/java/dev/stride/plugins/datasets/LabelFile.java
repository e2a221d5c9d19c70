package dev.stride.plugins.datasets;

import dev.stride.spi.Misfit;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Labels of images in a CSV (RFC 4180): {@code path,label}, and perhaps {@code split} (train, val or test), one image a
 * line. A first line of these words is passed over.
 */
final class LabelFile {

    private static final List<String> HEADER = List.of("path", "label", "split");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final String name;
    private final Set<String> files;
    private final Map<String, ImageTree.Entry> entries = new LinkedHashMap<>();

    private LabelFile(String name, Set<String> files) {
        this.name = name;
        this.files = files;
    }

    /**
     * The images that it names, in the order of their names.
     *
     * @param name of a file in the tree, or else of one on disk
     * @throws Misfit with the line that is wrong
     */
    static List<ImageTree.Entry> entries(ImageTree tree, String name) {
        var files = new HashSet<String>();
        try (Stream<String> names = tree.names()) {
            names.forEach(files::add);
        }
        var labels = new LabelFile(name, files);
        labels.read(text(tree, name, files));
        return ImageTree.bounded(labels.entries.values().stream());
    }

    private static String text(ImageTree tree, String name, Set<String> files) {
        try {
            byte[] content = files.contains(name) ? tree.read(name) : onDisk(Path.of(name));
            String text = new String(content, StandardCharsets.UTF_8);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (IOException | InvalidPathException e) {
            throw new Misfit(
                    "the labels '" + name + "' are neither among the images nor a file that can be read",
                    "give 'labels' as a path in the folder or archive, or as a file's own");
        }
    }

    private static byte[] onDisk(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ImageTree.bytes(in);
        }
    }

    private void read(String text) {
        long line = 1;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(FORMAT)
                .get()) {
            for (CSVRecord fields : parser) {
                line = parser.getCurrentLineNumber();
                if (fields.getRecordNumber() > 1 || !isHeader(fields)) {
                    add(fields, line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw wrong(line, "and what follows are no CSV", "put quotes around a field with commas or quotes");
        }
    }

    private static boolean isHeader(CSVRecord fields) {
        return fields.size() >= 2
                && HEADER.subList(0, Math.min(HEADER.size(), fields.size()))
                        .equals(fields.toList().stream()
                                .map(String::strip)
                                .map(String::toLowerCase)
                                .toList());
    }

    private void add(CSVRecord fields, long line) {
        if (fields.size() != 2 && fields.size() != HEADER.size()) {
            throw wrong(line, "has " + fields.size() + " fields", "write path,label or path,label,split");
        }
        String path = fields.get(0);
        String label = fields.get(1);
        if (label.isEmpty()) {
            throw wrong(line, "has no label", "give each image one, or take its line out");
        }
        if (!files.contains(path)) {
            throw wrong(line, "names '" + path + "', which is not there", "give paths from the top, with slashes");
        }
        var entry = new ImageTree.Entry(path, label, part(fields, line));
        if (entries.putIfAbsent(path, entry) != null) {
            throw wrong(line, "names '" + path + "' a second time", "label each image once");
        }
    }

    private ImageTree.Part part(CSVRecord fields, long line) {
        if (fields.size() == 2 || fields.get(2).isEmpty()) {
            return ImageTree.Part.UNSAID;
        }
        ImageTree.Part part = ImageTree.Entry.partOf(fields.get(2));
        if (part == ImageTree.Part.UNSAID) {
            throw wrong(line, "has the split '" + fields.get(2) + "'", "write train, val or test");
        }
        return part;
    }

    private Misfit wrong(long line, String what, String remedy) {
        return new Misfit("line " + line + " of " + name + " " + what, remedy);
    }
}
