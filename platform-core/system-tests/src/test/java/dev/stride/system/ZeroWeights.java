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

/** A safetensors file of zeros, under the names that published weights have. */
final class ZeroWeights {

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

    private ZeroWeights() {}

    /** SqueezeNet 1.0 as Caffe's users name it. */
    static ZeroWeights caffeSqueezeNet() {
        var weights = new ZeroWeights();
        weights.biased("conv1", 96, 3, 7);
        int channels = 96;
        for (int i = 0; i < FIRES.size(); i++) {
            int squeezed = FIRES.get(i)[0];
            int expanded = FIRES.get(i)[1];
            String fire = "fire" + (i + 2) + "/";
            weights.biased(fire + "conv1x1_1", squeezed, channels, 1);
            weights.biased(fire + "conv1x1_2", expanded, squeezed, 1);
            weights.biased(fire + "conv3x3_2", expanded, squeezed, 3);
            channels = 2 * expanded;
        }
        weights.biased("conv_final", CLASSES, channels, 1);
        return weights;
    }

    /** ResNet-18 as torchvision names it. */
    static ZeroWeights torchvisionResNet18() {
        var weights = new ZeroWeights();
        weights.normalised("conv1", "bn1", 64, 3, 7);
        int channels = 64;
        for (int stage = 1; stage <= 4; stage++) {
            int filters = 64 << (stage - 1);
            for (int block = 0; block < 2; block++) {
                String name = "layer" + stage + "." + block + ".";
                weights.normalised(name + "conv1", name + "bn1", filters, channels, 3);
                weights.normalised(name + "conv2", name + "bn2", filters, filters, 3);
                if (channels != filters) {
                    weights.normalised(name + "downsample.0", name + "downsample.1", filters, channels, 1);
                }
                channels = filters;
            }
        }
        weights.tensor("fc.weight", CLASSES, channels);
        weights.tensor("fc.bias", CLASSES);
        return weights;
    }

    Path write(Path file) throws IOException {
        byte[] json = new ObjectMapper().writeValueAsBytes(header);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            out.write(new byte[Math.toIntExact(end)]);
        }
        return file;
    }

    private void biased(String name, int filters, int channels, int kernel) {
        tensor(name + ".weight", filters, channels, kernel, kernel);
        tensor(name + ".bias", filters);
    }

    private void normalised(String convolution, String normalisation, int filters, int channels, int kernel) {
        tensor(convolution + ".weight", filters, channels, kernel, kernel);
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            tensor(normalisation + "." + part, filters);
        }
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
