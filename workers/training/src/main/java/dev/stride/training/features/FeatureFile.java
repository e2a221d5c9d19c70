package dev.stride.training.features;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Features on disk, one row for each image. It can be read on where its name is taken away. For one thread. */
public final class FeatureFile implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final FeatureForm form;

    private FeatureFile(FileChannel channel, FeatureForm form) {
        this.channel = channel;
        this.form = form;
    }

    /**
     * Opens a file.
     *
     * @return empty where there is none, or one that is not what it should be
     */
    static Optional<FeatureFile> open(Path file, FeatureForm form) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != form.bytes()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean whole = false;
        try {
            whole = isWhole(channel, form);
        } finally {
            if (!whole) {
                channel.close();
            }
        }
        return whole ? Optional.of(new FeatureFile(channel, form)) : Optional.empty();
    }

    private static boolean isWhole(FileChannel channel, FeatureForm form) throws IOException {
        var sum = new CRC32C();
        var buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        long end = form.bytes() - FeatureForm.TAIL;
        boolean begins = false;
        for (long at = 0; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            fill(channel, buffer, at);
            if (at == 0) {
                begins = buffer.slice(0, FeatureForm.HEAD).equals(form.head());
            }
            sum.update(buffer);
        }
        buffer.clear().limit(FeatureForm.TAIL);
        fill(channel, buffer, end);
        return begins && buffer.getLong() == sum.getValue();
    }

    /** Reads until the buffer is full, and turns it around. */
    private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        long from = at;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, from);
            if (read < 0) {
                throw new EOFException("features end early");
            }
            from += read;
        }
        buffer.flip();
    }

    /**
     * Reads a row.
     *
     * @param into takes it, from its position to its limit, which are as far apart as a row is long
     * @throws UncheckedIOException where the disk fails
     */
    void read(int row, ByteBuffer into) {
        try {
            fill(channel, into, FeatureForm.HEAD + (long) row * form.rowBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("features cannot be read", e);
        }
    }

    /** How many numbers a row has. */
    int width() {
        return form.width();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("features cannot be closed", e);
        }
    }
}
