package dev.stride.plugins.datasets;

import dev.stride.spi.Image;
import dev.stride.spi.ImageSet;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Decodes all images of a part into one array. */
final class InMemoryReader implements PartReader {

    private static final int STEP = 5_000;

    private final Decoder decoder;
    private final List<String> classes;
    private final CorruptFiles corrupt;
    private final Consumer<String> progress;
    private int seen;

    /** @param classes in order */
    InMemoryReader(Decoder decoder, List<String> classes, CorruptFiles corrupt, Consumer<String> progress) {
        this.decoder = decoder;
        this.classes = classes;
        this.corrupt = corrupt;
        this.progress = progress;
    }

    @Override
    public ImageSet read(List<ImageTree.Entry> entries) {
        int size = (int) decoder.shape().size();
        byte[] pixels = new byte[size * entries.size()];
        int[] read = new int[entries.size()];
        int count = 0;
        for (ImageTree.Entry entry : entries) {
            try {
                Image image = decoder.image(entry);
                System.arraycopy(image.pixels(), image.from(), pixels, size * count, size);
                read[count++] = Collections.binarySearch(classes, entry.label());
            } catch (IOException e) {
                corrupt.add(entry);
            }
            if (++seen % STEP == 0) {
                progress.accept("read " + seen + " images");
            }
        }
        return count == read.length
                ? new ImageSet.InMemory(decoder.shape(), pixels, read)
                : new ImageSet.InMemory(
                        decoder.shape(), Arrays.copyOf(pixels, size * count), Arrays.copyOf(read, count));
    }
}
