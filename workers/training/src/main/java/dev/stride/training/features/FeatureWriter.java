package dev.stride.training.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Writes a file of features from its first row to its last. For one thread. */
public final class FeatureWriter {

    private final FileChannel channel;
    private final FeatureForm form;
    private final CRC32C sum = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long written;

    FeatureWriter(FileChannel channel, FeatureForm form) throws IOException {
        this.channel = channel;
        this.form = form;
        write(form.head());
    }

    /**
     * Writes the next rows.
     *
     * @param rows one after the other
     * @throws IOException where the disk takes no more
     */
    public void put(float[] rows) throws IOException {
        int size = Math.multiplyExact(rows.length, Float.BYTES);
        if (bytes.capacity() < size) {
            bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.clear().asFloatBuffer().put(rows);
        write(bytes.limit(size));
    }

    /** Ends the file and brings it to disk. */
    void finish() throws IOException {
        if (written != form.bytes() - FeatureForm.TAIL) {
            throw new IllegalStateException("features of " + form + " have not " + written + " bytes");
        }
        var tail = ByteBuffer.allocate(FeatureForm.TAIL).order(ByteOrder.LITTLE_ENDIAN);
        write(tail.putLong(0, sum.getValue()));
        channel.force(true);
    }

    private void write(ByteBuffer buffer) throws IOException {
        sum.update(buffer.duplicate());
        written += buffer.remaining();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
