package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The IDX format of MNIST: a magic number, the lengths, then unsigned bytes. Every length is checked before use. */
final class Idx {

    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;
    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;

    private Idx() {}

    /** @throws Misfit where the files are no IDX files, are damaged, or do not belong together */
    static ImageSet.InMemory read(byte[] images, byte[] labels, String name) {
        ByteBuffer header = header(images, IMAGES, IMAGES_HEADER, name + " images");
        long count = unsigned(header);
        long height = unsigned(header);
        long width = unsigned(header);
        if (height < 1
                || width < 1
                || height > 4096
                || width > 4096
                || count * height * width != images.length - IMAGES_HEADER) {
            throw new Misfit(
                    name + " images claim " + count + " of " + height + "x" + width + " in " + images.length + " bytes",
                    "the file is damaged: get it again");
        }
        int[] read = labels(labels, count, name);
        return new ImageSet.InMemory(
                new ImageShape(1, (int) height, (int) width),
                Arrays.copyOfRange(images, IMAGES_HEADER, images.length),
                read);
    }

    private static int[] labels(byte[] file, long images, String name) {
        long count = unsigned(header(file, LABELS, LABELS_HEADER, name + " labels"));
        if (count != images || count != file.length - LABELS_HEADER) {
            throw new Misfit(
                    name + " has " + images + " images, but claims " + count + " labels in " + file.length + " bytes",
                    "the files do not belong together or are damaged: get them again");
        }
        int[] labels = new int[(int) count];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = file[LABELS_HEADER + i] & 0xFF;
            if (labels[i] > 9) {
                throw new Misfit(name + " has the label " + labels[i], "labels go from 0 to 9: get the file again");
            }
        }
        return labels;
    }

    private static ByteBuffer header(byte[] file, int magic, int length, String what) {
        if (file.length < length || ByteBuffer.wrap(file).getInt() != magic) {
            throw new Misfit(what + " are no IDX file of unsigned bytes", "check that the file is what it should be");
        }
        return ByteBuffer.wrap(file).position(Integer.BYTES);
    }

    private static long unsigned(ByteBuffer header) {
        return header.getInt() & 0xFFFFFFFFL;
    }

    /** Writes images and labels in this format. */
    static byte[] images(ImageSet.InMemory set) {
        return ByteBuffer.allocate(IMAGES_HEADER + set.pixels().length)
                .putInt(IMAGES)
                .putInt(set.count())
                .putInt(set.shape().height())
                .putInt(set.shape().width())
                .put(set.pixels())
                .array();
    }

    static byte[] labels(ImageSet set) {
        ByteBuffer file =
                ByteBuffer.allocate(LABELS_HEADER + set.count()).putInt(LABELS).putInt(set.count());
        for (int label : set.labels()) {
            file.put((byte) label);
        }
        return file.array();
    }
}
