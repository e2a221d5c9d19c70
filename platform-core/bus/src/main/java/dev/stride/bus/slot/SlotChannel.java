package dev.stride.bus.slot;

import dev.stride.bus.Wire;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Messages over a socket: four bytes of length, then JSON in UTF-8. One thread may read while others send.
 *
 * @param <S> what is sent
 * @param <R> what is received
 */
public final class SlotChannel<S, R> implements Closeable {

    /** The longest message, in bytes. */
    public static final int MAX_LENGTH = 16 << 20;

    private final SocketChannel socket;
    private final Class<R> received;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    private SlotChannel(SocketChannel socket, Class<R> received) {
        this.socket = socket;
        this.received = received;
    }

    /** The worker's end. The socket blocks. */
    public static SlotChannel<SlotCommand, SlotReport> ofWorker(SocketChannel socket) {
        return new SlotChannel<>(socket, SlotReport.class);
    }

    /** The slot process's end. The socket blocks. */
    public static SlotChannel<SlotReport, SlotCommand> ofSlot(SocketChannel socket) {
        return new SlotChannel<>(socket, SlotCommand.class);
    }

    public synchronized void send(S message) throws IOException {
        byte[] json = Wire.writeBytes(message);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + json.length);
        frame.putInt(json.length).put(json).flip();
        while (frame.hasRemaining()) {
            socket.write(frame);
        }
    }

    /** Waits for the next message; empty at the end of the stream. For one thread only. */
    public Optional<R> receive() throws IOException {
        length.clear();
        if (!fill(length)) {
            return Optional.empty();
        }
        int bytes = length.getInt(0);
        if (bytes < 0 || bytes > MAX_LENGTH) {
            throw new PlatformException(
                    ErrorCode.CORRUPT, "a message of " + bytes + " bytes; at most " + MAX_LENGTH + " are expected", "");
        }
        ByteBuffer json = ByteBuffer.allocate(bytes);
        if (!fill(json)) {
            throw new EOFException("the stream ended within a message");
        }
        return Optional.of(Wire.read(json.array(), received));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("the stream ended within a message");
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
