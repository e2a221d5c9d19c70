package dev.stride.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The header of a safetensors file, checked: the tensors fill the file without gaps, overlaps or lies.
 *
 * @param dataStart where the numbers begin
 */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Entry> entries, long dataStart) {

    private static final long LONGEST = 16L << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Bytes of a number, by the format's name of its type. */
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("U16", 2),
            Map.entry("I16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("U32", 4),
            Map.entry("I32", 4),
            Map.entry("F32", 4),
            Map.entry("U64", 8),
            Map.entry("I64", 8),
            Map.entry("F64", 8));

    /**
     * A tensor's place.
     *
     * @param type as the format names it
     * @param start of its bytes, from where the numbers begin
     */
    record Entry(String name, String type, List<Integer> shape, long start, long end) {}

    /** The tensors of 32-bit floats. */
    List<Entry> floats() {
        return entries.stream().filter(entry -> entry.type().equals("F32")).toList();
    }

    static SafetensorsHeader read(FileChannel channel, String file) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw corrupt(file, "has " + size + " bytes, less than a header's length takes");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, 0);
        long header = length.getLong(0);
        if (header < 2 || header > LONGEST || header > size - Long.BYTES) {
            throw corrupt(file, "claims a header of " + header + " bytes in a file of " + size);
        }
        ByteBuffer json = ByteBuffer.allocate((int) header);
        fill(channel, json, Long.BYTES);
        try {
            JsonNode root = JSON.readTree(json.array());
            if (root == null || !root.isObject()) {
                throw corrupt(file, "has a header that is no JSON object");
            }
            return of(root, Long.BYTES + header, size, file);
        } catch (JsonProcessingException e) {
            throw corrupt(file, "has a header that is no JSON");
        }
    }

    private static SafetensorsHeader of(JsonNode root, long dataStart, long size, String file) {
        var metadata = new TreeMap<String, String>();
        var entries = new ArrayList<Entry>();
        root.fields().forEachRemaining(field -> {
            if (field.getKey().equals("__metadata__")) {
                field.getValue()
                        .fields()
                        .forEachRemaining(
                                m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                entries.add(entry(field.getKey(), field.getValue(), file));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.start() != expected) {
                throw corrupt(file, "has a gap or an overlap before tensor '" + entry.name() + "'");
            }
            expected = entry.end();
        }
        if (expected != size - dataStart) {
            throw corrupt(file, "has tensors of " + expected + " bytes in " + (size - dataStart) + " bytes");
        }
        return new SafetensorsHeader(metadata, List.copyOf(entries), dataStart);
    }

    private static Entry entry(String name, JsonNode json, String file) {
        String type = json.path("dtype").asText();
        Integer width = BYTES.get(type);
        if (width == null) {
            throw corrupt(file, "has tensor '" + name + "' of type '" + type + "', which the format does not have");
        }
        var shape = new ArrayList<Integer>();
        for (JsonNode axis : json.path("shape")) {
            if (!axis.canConvertToInt() || axis.asInt() < 0) {
                throw corrupt(file, "has tensor '" + name + "' with an axis of " + axis);
            }
            shape.add(axis.asInt());
        }
        long start = json.path("data_offsets").path(0).asLong(-1);
        long end = json.path("data_offsets").path(1).asLong(-1);
        long bytes = bytes(shape, width, name, file);
        if (start < 0 || end < start || end - start != bytes || bytes > Integer.MAX_VALUE - 8) {
            throw corrupt(file, "has tensor '" + name + "' of shape " + shape + " at " + start + " to " + end);
        }
        return new Entry(name, type, List.copyOf(shape), start, end);
    }

    private static long bytes(List<Integer> shape, int width, String name, String file) {
        try {
            return Math.multiplyExact(Tensor.size(shape), (long) width);
        } catch (ArithmeticException e) {
            throw corrupt(file, "has tensor '" + name + "' of shape " + shape);
        }
    }

    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file ended early");
            }
        }
    }

    private static PlatformException corrupt(String file, String what) {
        return new PlatformException(ErrorCode.CORRUPT, file + " " + what, "get or make the file again");
    }
}
