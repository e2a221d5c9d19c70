package dev.stride.artifacts;

import static dev.stride.artifacts.WeightFormatException.damaged;
import static dev.stride.artifacts.WeightFormatException.quoted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    /**
     * All tensors, as they are to be read.
     *
     * @throws WeightFormatException for numbers of a type that is not converted
     */
    List<StoredTensor> stored() throws WeightFormatException {
        var stored = new ArrayList<StoredTensor>();
        for (Entry entry : entries) {
            NumberType type = NumberType.named(entry.type())
                    .orElseThrow(() -> new WeightFormatException(
                            "has tensor " + quoted(entry.name()) + " of type " + entry.type(),
                            "save its weights as float32"));
            stored.add(StoredTensor.contiguous(entry.name(), type, entry.shape(), dataStart + entry.start()));
        }
        return stored;
    }

    static SafetensorsHeader read(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw damaged("has " + size + " bytes, less than a header's length takes");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, 0);
        long header = length.getLong(0);
        if (header < 2 || header > LONGEST || header > size - Long.BYTES) {
            throw damaged("claims a header of " + header + " bytes in a file of " + size);
        }
        ByteBuffer json = ByteBuffer.allocate((int) header);
        fill(channel, json, Long.BYTES);
        try {
            JsonNode root = JSON.readTree(json.array());
            if (root == null || !root.isObject()) {
                throw damaged("has a header that is no JSON object");
            }
            return of(root, Long.BYTES + header, size);
        } catch (JsonProcessingException e) {
            throw damaged("has a header that is no JSON");
        }
    }

    private static SafetensorsHeader of(JsonNode root, long dataStart, long size) throws WeightFormatException {
        var metadata = new TreeMap<String, String>();
        var entries = new ArrayList<Entry>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                field.getValue()
                        .properties()
                        .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.start() != expected) {
                throw damaged("has a gap or an overlap before tensor " + quoted(entry.name()));
            }
            expected = entry.end();
        }
        if (expected != size - dataStart) {
            throw damaged("has tensors of " + expected + " bytes in " + (size - dataStart) + " bytes");
        }
        return new SafetensorsHeader(metadata, List.copyOf(entries), dataStart);
    }

    private static Entry entry(String name, JsonNode json) throws WeightFormatException {
        String type = json.path("dtype").asText();
        Integer width = BYTES.get(type);
        if (width == null) {
            throw damaged("has tensor " + quoted(name) + " of type '" + type + "', which the format does not have");
        }
        var shape = new ArrayList<Integer>();
        if (json.path("shape").size() > StoredTensor.MOST_AXES) {
            throw damaged(
                    "has tensor " + quoted(name) + " of " + json.path("shape").size() + " axes");
        }
        for (JsonNode axis : json.path("shape")) {
            if (!axis.canConvertToInt() || axis.asInt() < 0) {
                throw damaged("has tensor " + quoted(name) + " with an axis of " + axis);
            }
            shape.add(axis.asInt());
        }
        long start = json.path("data_offsets").path(0).asLong(-1);
        long end = json.path("data_offsets").path(1).asLong(-1);
        long bytes = bytes(shape, width, name);
        if (start < 0 || end < start || end - start != bytes || bytes > Integer.MAX_VALUE - 8) {
            throw damaged("has tensor " + quoted(name) + " of shape " + shape + " at " + start + " to " + end);
        }
        return new Entry(name, type, List.copyOf(shape), start, end);
    }

    private static long bytes(List<Integer> shape, int width, String name) throws WeightFormatException {
        try {
            return Math.multiplyExact(Tensor.size(shape), (long) width);
        } catch (ArithmeticException e) {
            throw damaged("has tensor " + quoted(name) + " of shape " + shape);
        }
    }

    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file ended early");
            }
        }
    }
}
