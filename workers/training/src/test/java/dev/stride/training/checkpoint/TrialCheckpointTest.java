package dev.stride.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialCheckpointTest {

    private static final Network NET = NetworkBuilder.of(
                    "tiny",
                    Initialiser.HE,
                    new NetworkInput(new ImageShape(1, 4, 4), 2, List.of(0.5), List.of(0.3)).layer())
            .stage("body")
            .globalAveragePool("pool")
            .classify("fc", 2);
    private static final Tensor WEIGHT = new Tensor("fc.weight", List.of(2), new float[] {1, 2});
    private static final Tensor MOMENTUM = new Tensor("optimizer.momentum.fc.weight", List.of(2), new float[] {3, 4});

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsGoneOnFrom() throws IOException {
        assertThat(read(TrialCheckpoint.resume(file(bytes(checkpoint())), 3, NET.hash(), "data", 7)))
                .isEqualTo(Map.of(WEIGHT.name(), WEIGHT, MOMENTUM.name(), MOMENTUM));
    }

    @Test
    void equalStatesGiveEqualBytes() throws IOException {
        var reversed = new TrialCheckpoint(3, NET, "data", 7, List.of(MOMENTUM, WEIGHT));
        assertThat(bytes(reversed)).isEqualTo(bytes(checkpoint()));
    }

    @ParameterizedTest
    @CsvSource({
        "2, net, data, 7, 'the epoch 3, where 2 is expected'",
        "3, other, data, 7, 'where other is expected'",
        "3, net, other, 7, 'the data data, where other is expected'",
        "3, net, data, 8, 'the seed 7, where 8 is expected'"
    })
    void theStateOfAnotherTrialIsRefused(int epoch, String network, String data, long seed, String message)
            throws IOException {
        Path file = file(bytes(checkpoint()));
        assertThatThrownBy(() ->
                        TrialCheckpoint.resume(file, epoch, network.equals("net") ? NET.hash() : network, data, seed))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContaining(message);
    }

    @Test
    void weightsWithoutThatTheyAreACheckpointAreRefused() throws IOException {
        Path file = file(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        assertThatThrownBy(() -> TrialCheckpoint.resume(file, 3, NET.hash(), "data", 7))
                .hasMessageContaining("the epoch null, where 3 is expected");
        assertThat(read(TrialCheckpoint.weights(file))).isEqualTo(Map.of(WEIGHT.name(), WEIGHT));
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        byte[] whole = bytes(checkpoint());
        Path file = file(Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> TrialCheckpoint.resume(file, 3, NET.hash(), "data", 7))
                .isInstanceOf(PlatformException.class);
    }

    private static byte[] bytes(TrialCheckpoint checkpoint) throws IOException {
        var bytes = new ByteArrayOutputStream();
        checkpoint.content().writeTo(bytes);
        return bytes.toByteArray();
    }

    private static Map<String, Tensor> read(Map<String, TensorContent> stored) {
        return stored.values().stream()
                .collect(Collectors.toMap(TensorContent::name, t -> new Tensor(t.name(), t.shape(), t.values())));
    }

    private static TrialCheckpoint checkpoint() {
        return new TrialCheckpoint(3, NET, "data", 7, List.of(WEIGHT, MOMENTUM));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("checkpoint.safetensors"), content);
    }
}
