package dev.stride.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tensors of a safetensors file, read by the format's description. */
final class Tensors {

    private Tensors() {}

    static byte[] bytes(byte[] file, String tensor) {
        int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonNode entries = StrideProcess.parsed(new String(file, Long.BYTES, header, StandardCharsets.UTF_8));
        JsonNode offsets = entries.path(tensor).path("data_offsets");
        if (offsets.isMissingNode()) {
            throw new AssertionError("no tensor " + tensor);
        }
        int start = Long.BYTES + header;
        return Arrays.copyOfRange(
                file, start + offsets.path(0).asInt(), start + offsets.path(1).asInt());
    }
}
