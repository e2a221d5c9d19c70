package dev.stride.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A safetensors file with SqueezeNet 1.0's weights, all zero, under the names that they have in Caffe. */
final class CaffeSqueezeNet {

    private static final int CLASSES = 1_000;

    /** What each fire module squeezes to and expands to, on either side, from the second layer on. */
    private static final List<int[]> FIRES = List.of(
            new int[] {16, 64},
            new int[] {16, 64},
            new int[] {32, 128},
            new int[] {32, 128},
            new int[] {48, 192},
            new int[] {48, 192},
            new int[] {64, 256},
            new int[] {64, 256});

    private final ObjectNode header = new ObjectMapper().createObjectNode();
    private long end;

    private CaffeSqueezeNet() {
        conv("conv1", 96, 3, 7);
        int channels = 96;
        for (int i = 0; i < FIRES.size(); i++) {
            int squeezed = FIRES.get(i)[0];
            int expanded = FIRES.get(i)[1];
            String fire = "fire" + (i + 2) + "/";
            conv(fire + "conv1x1_1", squeezed, channels, 1);
            conv(fire + "conv1x1_2", expanded, squeezed, 1);
            conv(fire + "conv3x3_2", expanded, squeezed, 3);
            channels = 2 * expanded;
        }
        conv("conv_final", CLASSES, channels, 1);
    }

    static Path write(Path file) throws IOException {
        var net = new CaffeSqueezeNet();
        byte[] json = new ObjectMapper().writeValueAsBytes(net.header);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            out.write(new byte[Math.toIntExact(net.end)]);
        }
        return file;
    }

    private void conv(String name, int filters, int channels, int kernel) {
        tensor(name + ".weight", filters, channels, kernel, kernel);
        tensor(name + ".bias", filters);
    }

    private void tensor(String name, int... shape) {
        ObjectNode tensor = header.putObject(name).put("dtype", "F32");
        long bytes = Float.BYTES;
        for (int axis : shape) {
            tensor.withArray("shape").add(axis);
            bytes *= axis;
        }
        tensor.putArray("data_offsets").add(end).add(end + bytes);
        end += bytes;
    }
}
