package dev.stride.plugins.datasets;

import dev.stride.model.RandomStream;
import dev.stride.spi.ImageSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the samples that ship with the plugin from the whole sets: the first 600 training and 100 test images of each
 * class, in a seeded order. Run by hand: {@code SampleMaker FOLDER-WITH-IDX-FILES mnist|fashion-mnist RESOURCES}.
 */
final class SampleMaker {

    private static final int CLASSES = 10;

    private SampleMaker() {}

    public static void main(String[] args) throws IOException {
        var whole = new Source.Folder(args[0])
                .read(List.of(
                        IdxFiles.TRAIN_IMAGES, IdxFiles.TRAIN_LABELS, IdxFiles.TEST_IMAGES, IdxFiles.TEST_LABELS));
        Path target = Path.of(args[2], args[1]);
        Files.createDirectories(target);
        ImageSet.InMemory train =
                sample(Idx.read(whole.get(IdxFiles.TRAIN_IMAGES), whole.get(IdxFiles.TRAIN_LABELS), args[1]), 600);
        ImageSet.InMemory test =
                sample(Idx.read(whole.get(IdxFiles.TEST_IMAGES), whole.get(IdxFiles.TEST_LABELS), args[1]), 100);
        pack(target.resolve(IdxFiles.TRAIN_IMAGES + ".gz"), Idx.images(train));
        pack(target.resolve(IdxFiles.TRAIN_LABELS + ".gz"), Idx.labels(train));
        pack(target.resolve(IdxFiles.TEST_IMAGES + ".gz"), Idx.images(test));
        pack(target.resolve(IdxFiles.TEST_LABELS + ".gz"), Idx.labels(test));
    }

    private static ImageSet.InMemory sample(ImageSet.InMemory set, int each) {
        int[] taken = new int[CLASSES];
        var chosen = new ArrayList<Integer>();
        for (int i = 0; i < set.count(); i++) {
            if (taken[set.labels()[i]] < each) {
                taken[set.labels()[i]]++;
                chosen.add(i);
            }
        }
        int[] order = RandomStream.of(1).permutation(chosen.size());
        int size = (int) set.shape().size();
        byte[] pixels = new byte[chosen.size() * size];
        int[] labels = new int[chosen.size()];
        for (int i = 0; i < order.length; i++) {
            int from = chosen.get(order[i]);
            labels[i] = set.labels()[from];
            System.arraycopy(set.pixels(), from * size, pixels, i * size, size);
        }
        return new ImageSet.InMemory(set.shape(), pixels, labels);
    }

    private static void pack(Path file, byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(content);
        }
        Files.write(file, packed.toByteArray());
    }
}
