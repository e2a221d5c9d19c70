package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Misfit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Decodes image files into the pixels of a data set. An image's size is looked at before it is decoded, and what is
 * decoded at one time is bounded. Safe for use by several threads.
 */
final class Decoder {

    private final ImageTree tree;
    private final int channels;
    private final Optional<Integer> size;
    private final boolean original;
    private final ImageShape shape;
    private final Semaphore pixels = new Semaphore((int) ImageFile.MOST_PIXELS, true);

    /** @throws Misfit where no file is an image */
    Decoder(ImageTree tree, ImageFolder.Parameters parameters, List<ImageTree.Entry> entries) {
        this.tree = tree;
        this.channels = parameters.channels();
        this.size = parameters.size();
        this.original = parameters.original();
        this.shape = shape(entries);
    }

    /** The shape of all images as nets get them: what is asked for, or that of the first file that is an image. */
    ImageShape shape() {
        return shape;
    }

    private ImageShape shape(List<ImageTree.Entry> entries) {
        if (size.isPresent()) {
            return new ImageShape(channels, size.get(), size.get());
        }
        for (ImageTree.Entry entry : entries) {
            try (ImageFile file = ImageFile.open(tree.read(entry.name()))) {
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
        return new ImageShape(channels, file.height(), file.width());
    }

    /**
     * An image as the data set has it.
     *
     * @throws IOException where the file cannot be read as an image
     * @throws Misfit where it has another shape and no size is asked for
     */
    Image image(ImageTree.Entry entry) throws IOException {
        return decoded(entry, this::own);
    }

    /** What is to be known of an image without reading it again; throws as {@link #image} does. */
    ImageFacts facts(ImageTree.Entry entry) throws IOException {
        return decoded(entry, rows -> {
            Image image = own(rows);
            return ImageFacts.of(image, original ? resized(rows, shape) : image);
        });
    }

    private <T> T decoded(ImageTree.Entry entry, Function<RgbRows, T> use) throws IOException {
        try (ImageFile file = ImageFile.open(tree.read(entry.name()))) {
            requireShape(entry, shape(file));
            int taken = file.height() * file.width();
            pixels.acquireUninterruptibly(taken);
            try {
                return use.apply(file.decode());
            } finally {
                pixels.release(taken);
            }
        } catch (Misfit e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private void requireShape(ImageTree.Entry entry, ImageShape own) {
        if (size.isEmpty() && !own.equals(shape)) {
            throw new Misfit(
                    "the images have different sizes: " + entry.name() + " is " + own + ", others are " + shape,
                    "give the data set a 'size' that all are resized to");
        }
    }

    private Image own(RgbRows rows) {
        return resized(rows, original ? new ImageShape(channels, rows.height, rows.width) : shape);
    }

    private static Image resized(RgbRows rows, ImageShape shape) {
        return new Image(shape, Resized.of(rows, shape), 0);
    }
}
