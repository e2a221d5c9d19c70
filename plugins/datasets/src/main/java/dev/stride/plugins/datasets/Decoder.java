package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes image files into the pixels of a data set. Files that cannot be read are left out and named; more than the
 * limit of them is a refusal. An image's size is looked at before it is decoded.
 */
final class Decoder {

    private static final int NAMED = 5;
    private static final int STEP = 5_000;

    private final ImageTree tree;
    private final ImageFolder.Parameters parameters;
    private final List<String> classes;
    private final Consumer<String> progress;
    private final List<String> corrupt = new ArrayList<>();
    private int seen;

    Decoder(ImageTree tree, ImageFolder.Parameters parameters, List<String> classes, Consumer<String> progress) {
        this.tree = tree;
        this.parameters = parameters;
        this.classes = classes;
        this.progress = progress;
    }

    /** The shape of all images: what is asked for, or that of the first file that is an image. */
    ImageShape shape(List<ImageTree.Entry> entries) {
        if (parameters.size().isPresent()) {
            int size = parameters.size().get();
            return new ImageShape(parameters.channels(), size, size);
        }
        for (ImageTree.Entry entry : entries) {
            try (ImageFile file = ImageFile.open(tree.read(entry))) {
                return shape(file);
            } catch (IOException | RuntimeException e) {
                // It is counted when its turn to be decoded comes.
            }
        }
        throw new Misfit(
                "none of the " + entries.size() + " files can be read as an image, from "
                        + entries.get(0).name() + " on",
                "give PNG, JPEG, BMP or GIF files");
    }

    private ImageShape shape(ImageFile file) {
        return new ImageShape(parameters.channels(), file.height(), file.width());
    }

    /**
     * Decodes some files.
     *
     * @throws Misfit where an image has another shape and no size is asked for
     */
    ImageSet read(List<ImageTree.Entry> entries, ImageShape shape) {
        int size = (int) shape.size();
        byte[] pixels = new byte[size * entries.size()];
        int[] labels = new int[entries.size()];
        int count = 0;
        for (ImageTree.Entry entry : entries) {
            if (decoded(entry, shape, pixels, size * count)) {
                labels[count++] = classes.indexOf(entry.label());
            }
            if (++seen % STEP == 0) {
                progress.accept("read " + seen + " images");
            }
        }
        return count == labels.length
                ? new ImageSet.InMemory(shape, pixels, labels)
                : new ImageSet.InMemory(shape, Arrays.copyOf(pixels, size * count), Arrays.copyOf(labels, count));
    }

    private boolean decoded(ImageTree.Entry entry, ImageShape shape, byte[] pixels, int from) {
        Optional<ImageShape> other = Optional.empty();
        try (ImageFile file = ImageFile.open(tree.read(entry))) {
            if (parameters.size().isPresent() || shape(file).equals(shape)) {
                new Resized(file.decode(), shape.channels(), shape.height(), shape.width()).write(pixels, from);
                return true;
            }
            other = Optional.of(shape(file));
        } catch (IOException | RuntimeException e) {
            corrupt.add(entry.name());
        }
        if (other.isPresent()) {
            throw new Misfit(
                    "the images have different sizes: " + entry.name() + " is " + other.get() + ", others are " + shape,
                    "give the data set a 'size' that all are resized to");
        }
        return false;
    }

    /** @throws Misfit where more than the limit of the files could not be read so far */
    void requireFewCorrupt() {
        if (corrupt.size() > seen * parameters.corruptLimit()) {
            throw new Misfit(
                    corrupt.size() + " of " + seen + " files cannot be read as images: " + named(),
                    "mend or remove them, or raise the data set's 'corrupt-limit'");
        }
    }

    /** What people should know of the files that could not be read. */
    Optional<String> remark() {
        return corrupt.isEmpty()
                ? Optional.empty()
                : Optional.of(corrupt.size() + " unreadable files are left out: " + named());
    }

    private String named() {
        return String.join(", ", corrupt.subList(0, Math.min(NAMED, corrupt.size())))
                + (corrupt.size() > NAMED ? " ..." : "");
    }
}
