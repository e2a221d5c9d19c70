package dev.stride.plugins.datasets;

import dev.stride.spi.DataAccess;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the records of a CIFAR set, each into its place, whatever order the files come in. */
final class CifarRecords {

    private static final int PIXELS = (int) CifarLayout.SHAPE.size();

    private final CifarLayout layout;
    private final List<String> classes;
    private final int label;
    private final ImageSet.InMemory train;
    private final ImageSet.InMemory test;
    private final Set<String> missing;

    /** @param label which byte of a record is the index of its class */
    private CifarRecords(CifarLayout layout, List<String> classes, int label) {
        this.layout = layout;
        this.classes = classes;
        this.label = label;
        this.train = room(layout.trainImages());
        this.test = room(layout.testImages());
        this.missing = new LinkedHashSet<>(layout.trainFiles());
        missing.add(layout.testFile());
    }

    private static ImageSet.InMemory room(int images) {
        return new ImageSet.InMemory(CifarLayout.SHAPE, new byte[images * PIXELS], new int[images]);
    }

    /**
     * The images of an archive, or of the folder that it unpacks to.
     *
     * @param given where they are; empty for the archive at its home, or in the cache
     * @param label which byte of a record is the index of its class
     * @throws Misfit where there is no such set, or a damaged one, and where it does not fit into the memory
     */
    static ImageData read(
            Optional<String> given, CifarLayout layout, List<String> classes, int label, DataAccess access) {
        access.requireRoom((long) layout.trainImages() + layout.testImages(), CifarLayout.SHAPE);
        String path = given.orElseGet(() -> layout.archive().kept(access).toString());
        var records = new CifarRecords(layout, classes, label);
        try {
            CifarFiles.at(Path.of(path)).each(Set.copyOf(records.missing), records::file);
        } catch (EOFException e) {
            throw records.misfit(path, "ends early");
        } catch (NoSuchFileException e) {
            throw records.misfit(path, "is not there");
        } catch (InvalidPathException e) {
            throw records.misfit(path, "is no path");
        } catch (IOException e) {
            throw records.misfit(path, "cannot be read: " + e.getMessage());
        }
        if (!records.missing.isEmpty()) {
            throw records.misfit(path, "has no " + String.join(", ", records.missing));
        }
        return new ImageData(classes, records.train, records.test, List.of());
    }

    private Misfit misfit(String path, String what) {
        return new Misfit("'" + path + "' " + what, "give " + layout.archive().name() + " or the folder it unpacks to");
    }

    private void file(String name, long size, InputStream content) throws IOException {
        boolean tested = name.equals(layout.testFile());
        int images = tested ? layout.testImages() : layout.imagesATrainFile();
        long expected = (long) images * layout.recordLength();
        if (size != expected) {
            throw new Misfit(
                    name + " has " + size + " bytes, not the " + expected + " of " + images + " images",
                    "it is cut short or damaged: get " + layout.archive().name() + " again");
        }
        int first = tested ? 0 : layout.trainFiles().indexOf(name) * images;
        for (int i = 0; i < images; i++) {
            image(name, i, content, tested ? test : train, first + i);
        }
        missing.remove(name);
    }

    private void image(String name, int number, InputStream content, ImageSet.InMemory set, int place)
            throws IOException {
        byte[] labels = content.readNBytes(layout.labels());
        if (labels.length < layout.labels() || content.readNBytes(set.pixels(), place * PIXELS, PIXELS) < PIXELS) {
            throw new EOFException();
        }
        int index = labels[label] & 0xFF;
        if (index >= classes.size()) {
            throw new Misfit(
                    "image " + number + " of " + name + " has the label " + index,
                    "labels go from 0 to " + (classes.size() - 1) + ": get "
                            + layout.archive().name() + " again");
        }
        set.labels()[place] = index;
    }
}
