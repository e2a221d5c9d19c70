package dev.stride.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file: eight bytes of header length, a JSON header, then the numbers. Written so that equal content gives
 * equal bytes: tensors and metadata by name. Of the format's types it holds 32-bit floats alone; a file's tensors of other types are passed over.
 *
 * @param metadata texts by name
 * @param tensors in the order of their names
 */
public record Safetensors(SortedMap<String, String> metadata, List<Tensor> tensors) {

    static final int ALIGNMENT = 8;

    public Safetensors {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tensors = tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList();
    }

    public byte[] write() {
        byte[] header = header();
        long data = tensors.stream()
                .mapToLong(t -> (long) t.values().length * Float.BYTES)
                .sum();
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + header.length + data))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header);
        for (Tensor tensor : tensors) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + tensor.values().length * Float.BYTES);
        }
        return file.array();
    }

    private byte[] header() {
        ObjectNode header = new ObjectMapper().createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject("__metadata__");
            metadata.forEach(texts::put);
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + (long) tensor.values().length * Float.BYTES;
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
            tensor.shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        try {
            String json = new ObjectMapper().writeValueAsString(header);
            int length = json.getBytes(StandardCharsets.UTF_8).length;
            return (json + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a file; every length is held against the file's size before anything is allocated.
     *
     * @throws PlatformException with {@code CORRUPT} that says what is wrong
     */
    public static Safetensors read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            var tensors = new ArrayList<Tensor>();
            for (SafetensorsHeader.Entry entry : header.floats()) {
                tensors.add(new Tensor(entry.name(), entry.shape(), values(channel, header, entry)));
            }
            return new Safetensors(header.metadata(), tensors);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The shapes of a file's tensors of 32-bit floats by name, read from its header alone. */
    public static Map<String, List<Integer>> shapes(Path file) {
        return shapes(header(file));
    }

    /** The same of a file that is in memory. */
    public static Map<String, List<Integer>> shapes(byte[] file) {
        return shapes(header(file));
    }

    private static Map<String, List<Integer>> shapes(SafetensorsHeader header) {
        var shapes = new TreeMap<String, List<Integer>>();
        header.floats().forEach(e -> shapes.put(e.name(), e.shape()));
        return shapes;
    }

    /** The texts of a file by name, read from its header alone. */
    public static SortedMap<String, String> metadata(Path file) {
        return header(file).metadata();
    }

    /** The same of a file that is in memory. */
    public static SortedMap<String, String> metadata(byte[] file) {
        return header(file).metadata();
    }

    private static SafetensorsHeader header(byte[] file) {
        try {
            return SafetensorsHeader.read(file);
        } catch (IOException e) {
            throw unreadable("what was read", e);
        }
    }

    private static SafetensorsHeader header(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return SafetensorsHeader.read(channel);
        } catch (NoSuchFileException e) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "there is no file " + file.getFileName(), "check the path", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static PlatformException unreadable(Path file, IOException e) {
        return unreadable(String.valueOf(file.getFileName()), e);
    }

    private static PlatformException unreadable(String file, IOException e) {
        return e instanceof WeightFormatException format
                ? new PlatformException(ErrorCode.CORRUPT, file + " " + format.what(), format.remedy(), e)
                : new PlatformException(
                        ErrorCode.CORRUPT, file + " cannot be read: " + e.getMessage(), "check the file", e);
    }

    private static float[] values(FileChannel channel, SafetensorsHeader header, SafetensorsHeader.Entry entry)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.start()))
                .order(ByteOrder.LITTLE_ENDIAN);
        SafetensorsHeader.fill(channel, bytes, header.dataStart() + entry.start());
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }
}
