package dev.stride.plugins.datasets;

import dev.stride.spi.ChannelSums;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The facts of many images in one array, a row an image, as they lie on disk: how many pixels, the sums, the digest. A row
 * is empty until its image was read, and says so where that failed. Each row may be written and read by another thread.
 */
final class SurveyRows {

    private static final long UNREADABLE = -1;
    private static final int DIGEST = 32;

    private final int channels;
    private final int products;
    private final int length;
    private final byte[] bytes;

    /** Empty rows. */
    SurveyRows(int channels, int rows) {
        this(channels, new byte[Math.multiplyExact(length(channels), rows)]);
    }

    /** Rows that were written before. */
    SurveyRows(int channels, byte[] bytes) {
        this.channels = channels;
        this.products = ChannelSums.none(channels).products().length;
        this.length = length(channels);
        this.bytes = bytes;
    }

    /** How many bytes a row has. */
    static int length(int channels) {
        ChannelSums none = ChannelSums.none(channels);
        return (1 + none.values().length + none.products().length) * Long.BYTES + DIGEST;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty(int row) {
        return pixels(row) == 0;
    }

    boolean isUnreadable(int row) {
        return pixels(row) == UNREADABLE;
    }

    private long pixels(int row) {
        return at(row).getLong();
    }

    void put(int row, ImageFacts facts) {
        ByteBuffer target = at(row).putLong(facts.sums().pixels());
        for (long value : facts.sums().values()) {
            target.putLong(value);
        }
        for (long product : facts.sums().products()) {
            target.putLong(product);
        }
        target.put(facts.sha256());
    }

    void putUnreadable(int row) {
        at(row).putLong(UNREADABLE);
    }

    /** Empties the rows of images that could not be read. */
    void forgetUnreadable() {
        for (int row = 0; row < bytes.length / length; row++) {
            if (isUnreadable(row)) {
                at(row).putLong(0);
            }
        }
    }

    ChannelSums sums(int row) {
        LongBuffer numbers = at(row).asLongBuffer();
        long pixels = numbers.get();
        long[] values = new long[channels];
        long[] pairs = new long[products];
        numbers.get(values).get(pairs);
        return new ChannelSums(pixels, values, pairs);
    }

    byte[] sha256(int row) {
        int end = (row + 1) * length;
        return Arrays.copyOfRange(bytes, end - DIGEST, end);
    }

    private ByteBuffer at(int row) {
        return ByteBuffer.wrap(bytes, row * length, length);
    }
}
