package dev.stride.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** A record as a message: by reference within a node, as versioned JSON between nodes. */
final class RecordCodec<T> implements MessageCodec<T, T> {

    private final Class<T> type;

    RecordCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        byte[] json = Wire.writeBytes(message);
        buffer.appendByte((byte) Wire.VERSION).appendInt(json.length).appendBytes(json);
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        int version = buffer.getByte(position);
        if (version != Wire.VERSION) {
            throw new IllegalArgumentException("a message of version " + version + "; this node speaks version "
                    + Wire.VERSION + ": run one version of the platform on all nodes");
        }
        int length = buffer.getInt(position + 1);
        return Wire.read(buffer.getBytes(position + 5, position + 5 + length), type);
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
