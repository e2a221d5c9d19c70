package dev.stride.training.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file of features: a head of sixteen bytes, rows of 32-bit floats, and a CRC-32C of both in eight bytes, all little
 * endian.
 *
 * @param rows one for each image
 * @param width numbers a row
 */
record FeatureForm(int rows, int width) {

    static final int HEAD = 16;
    static final int TAIL = Long.BYTES;

    private static final long MAGIC = 0x3153_4552_5554_4146L;

    /** What the file begins with. */
    ByteBuffer head() {
        return ByteBuffer.allocate(HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putInt(rows)
                .putInt(width)
                .flip();
    }

    /** Bytes of a row. */
    int rowBytes() {
        return Math.multiplyExact(width, Float.BYTES);
    }

    /** Bytes of the file. */
    long bytes() {
        return HEAD + (long) rows * rowBytes() + TAIL;
    }
}
