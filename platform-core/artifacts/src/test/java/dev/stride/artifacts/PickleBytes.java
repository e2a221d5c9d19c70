package dev.stride.artifacts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles instruction by instruction, and the zip files around them. */
final class PickleBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBytes op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    PickleBytes ops(int times, int... codes) {
        for (int i = 0; i < times; i++) {
            op(codes);
        }
        return this;
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').little(bytes.length, Integer.BYTES);
        out.writeBytes(bytes);
        return this;
    }

    /** A number of eight bytes. */
    PickleBytes whole(long value) {
        return op(0x8a, Long.BYTES).little(value, Long.BYTES);
    }

    PickleBytes global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleBytes little(long value, int bytes) {
        byte[] little = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        out.write(little, 0, bytes);
        return this;
    }

    /** A tensor of one axis. */
    PickleBytes tensor(String key, long numbers, long offset, long length, long stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op('(', '(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .whole(numbers)
                .op('t', 'Q')
                .whole(offset)
                .whole(length)
                .op(0x85)
                .whole(stride)
                .op(0x85, 0x89, '}', 't', 'R');
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A dictionary with one tensor of this storage. */
    static byte[] dictionary(long numbers, long offset, long length, long stride) {
        return new PickleBytes()
                .op(0x80, 2, '}')
                .text("x")
                .tensor("0", numbers, offset, length, stride)
                .op('s', '.')
                .bytes();
    }

    /** A zip file as PyTorch's, of a pickle and storages by key. */
    static byte[] zip(byte[] pickle, Map<String, byte[]> storages) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            put(zip, "archive/data.pkl", pickle);
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                put(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var checksum = new CRC32();
        checksum.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
