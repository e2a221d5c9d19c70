package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What has come of a file so far, on disk. Writes that come after it was closed fail. */
final class PartialFile implements AutoCloseable {

    private final FileChannel channel;

    private PartialFile(FileChannel channel) {
        this.channel = channel;
    }

    /** The part that is there; an empty one where none is. */
    static PartialFile open(Path file) throws IOException {
        return new PartialFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    long length() throws IOException {
        return channel.size();
    }

    /** Writes on from a place; what stood behind it is gone. */
    OutputStream from(long place) {
        try {
            return Channels.newOutputStream(channel.truncate(place).position(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** What was written outlives the machine's power. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
