package dev.stride.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
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

    /** Numbers that are turned into bytes, or bytes into numbers, at once. */
    private static final int PART = 1 << 16;

    public Safetensors {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tensors = tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList();
    }

    public byte[] write() {
        var file = new ByteArrayOutputStream();
        try {
            content(metadata, tensors).writeTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return file.toByteArray();
    }

    /** What a file of these consists of; the numbers of each tensor are asked for when it is its turn. */
    public static ArtifactContent content(Map<String, String> metadata, List<? extends TensorContent> tensors) {
        List<? extends TensorContent> ordered = tensors.stream()
                .sorted(Comparator.comparing(TensorContent::name))
                .toList();
        var shapes = new TreeMap<String, List<Integer>>();
        ordered.forEach(t -> shapes.put(t.name(), t.shape()));
        byte[] header = header(new TreeMap<>(metadata), shapes);
        return out -> {
            out.write(header);
            for (TensorContent tensor : ordered) {
                write(tensor.values(), out);
            }
        };
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer part =
                ByteBuffer.allocate(Math.min(PART, values.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += PART) {
            int count = Math.min(PART, values.length - from);
            part.asFloatBuffer().put(values, from, count);
            out.write(part.array(), 0, count * Float.BYTES);
        }
    }

    /** What stands before the numbers, which follow tensor by tensor in the order of their names. */
    static byte[] header(SortedMap<String, String> metadata, SortedMap<String, List<Integer>> shapes) {
        ObjectNode header = new ObjectMapper().createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject("__metadata__");
            metadata.forEach(texts::put);
        }
        long offset = 0;
        for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
            long end = offset + Tensor.size(tensor.getValue()) * Float.BYTES;
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
            tensor.getValue().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        try {
            byte[] json = new ObjectMapper().writeValueAsBytes(header);
            int length = json.length + (ALIGNMENT - json.length % ALIGNMENT) % ALIGNMENT;
            ByteBuffer beginning = ByteBuffer.allocate(Long.BYTES + length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .put(json);
            while (beginning.hasRemaining()) {
                beginning.put((byte) ' ');
            }
            return beginning.array();
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
                tensors.add(new Tensor(entry.name(), entry.shape(), values(channel, header.dataStart(), entry)));
            }
            return new Safetensors(header.metadata(), tensors);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A file's tensors of 32-bit floats by name; the numbers of each are read each time that they are asked for.
     *
     * @throws PlatformException with {@code CORRUPT} that says what is wrong
     */
    public static SortedMap<String, TensorContent> stored(Path file) {
        SafetensorsHeader header = header(file);
        var stored = new TreeMap<String, TensorContent>();
        header.floats().forEach(entry -> stored.put(entry.name(), new Stored(file, header.dataStart(), entry)));
        return stored;
    }

    private record Stored(Path file, long dataStart, SafetensorsHeader.Entry entry) implements TensorContent {

        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public List<Integer> shape() {
            return entry.shape();
        }

        @Override
        public float[] values() {
            try (FileChannel channel = FileChannel.open(file)) {
                return Safetensors.values(channel, dataStart, entry);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }

    /** The shapes of a file's tensors of 32-bit floats by name, read from its header alone. */
    public static Map<String, List<Integer>> shapes(Path file) {
        var shapes = new TreeMap<String, List<Integer>>();
        header(file).floats().forEach(e -> shapes.put(e.name(), e.shape()));
        return shapes;
    }

    /** The texts of a file by name, read from its header alone. */
    public static SortedMap<String, String> metadata(Path file) {
        return header(file).metadata();
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
        return e instanceof WeightFormatException format
                ? new PlatformException(ErrorCode.CORRUPT, file.getFileName() + " " + format.what(), format.remedy(), e)
                : new PlatformException(
                        ErrorCode.CORRUPT,
                        file.getFileName() + " cannot be read: " + e.getMessage(),
                        "check the file",
                        e);
    }

    private static float[] values(FileChannel channel, long dataStart, SafetensorsHeader.Entry entry)
            throws IOException {
        float[] values = new float[Math.toIntExact((entry.end() - entry.start()) / Float.BYTES)];
        ByteBuffer part =
                ByteBuffer.allocate(Math.min(PART, values.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += PART) {
            int count = Math.min(PART, values.length - from);
            part.clear().limit(count * Float.BYTES);
            SafetensorsHeader.fill(channel, part, dataStart + entry.start() + (long) from * Float.BYTES);
            part.flip().asFloatBuffer().get(values, from, count);
        }
        return values;
    }
}
