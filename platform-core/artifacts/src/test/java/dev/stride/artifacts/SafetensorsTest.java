package dev.stride.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    private static Safetensors sample() {
        return new Safetensors(
                new TreeMap<>(Map.of("epoch", "3", "data", "ab")),
                List.of(
                        new Tensor("b.weight", List.of(2, 3), new float[] {1, 2, 3, Float.NaN, -0f, 6}),
                        new Tensor("a.bias", List.of(2), new float[] {7, 8}),
                        new Tensor("step", List.of(), new float[] {9})));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(Safetensors.read(file(sample().write()))).isEqualTo(sample());
        assertThat(Safetensors.shapes(file(sample().write())))
                .isEqualTo(Map.of("a.bias", List.of(2), "b.weight", List.of(2, 3), "step", List.of()));
    }

    @Test
    void numbersOfAnyCountAreWrittenAndReadInParts() throws IOException {
        for (int count : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = i * 0.37f - 5;
            }
            var tensor = new Tensor("long", List.of(count), values);
            Path file = file(new Safetensors(new TreeMap<>(), List.of(tensor)).write());
            assertThat(Safetensors.read(file).tensors()).containsExactly(tensor);
            assertThat(Safetensors.stored(file).get("long").values()).isEqualTo(values);
        }
    }

    @Test
    void numbersAreAskedForWhenItIsTheirTurn() throws IOException {
        var asked = new ArrayList<String>();
        ArtifactContent content = Safetensors.content(Map.of(), List.of(noted("b", asked), noted("a", asked)));
        assertThat(asked).isEmpty();
        content.writeTo(OutputStream.nullOutputStream());
        assertThat(asked).containsExactly("a", "b");
    }

    private static TensorContent noted(String name, List<String> asked) {
        return new TensorContent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Integer> shape() {
                return List.of(1);
            }

            @Override
            public float[] values() {
                asked.add(name);
                return new float[] {1};
            }
        };
    }

    @Test
    void theOrderOfTensorsDoesNotMatter() {
        var reversed = new Safetensors(
                sample().metadata(),
                sample().tensors().stream()
                        .sorted((a, b) -> b.name().compareTo(a.name()))
                        .toList());
        assertThat(reversed.write()).isEqualTo(sample().write());
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = sample().write();
        for (int length = 0; length < whole.length; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(PlatformException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1L << 40, Long.MAX_VALUE})
    void aHeaderLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
        byte[] file = sample().write();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        assertThatThrownBy(() -> Safetensors.read(file(file)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("claims a header of " + length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"Q7\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "[1, 2]",
                "{\"a\":7}"
            })
    void headersThatLieAreRefused(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] file = ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
        assertThatThrownBy(() -> Safetensors.read(file(file))).isInstanceOf(PlatformException.class);
    }

    @Test
    void tensorsOfOtherTypesArePassedOver() throws IOException {
        byte[] json = ("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"norm.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                        + "\"norm.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}")
                .getBytes(StandardCharsets.UTF_8);
        Path file = file(ByteBuffer.allocate(8 + json.length + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .putLong(7)
                .putFloat(0.5f)
                .array());
        assertThat(Safetensors.shapes(file)).containsOnlyKeys("norm.weight");
        assertThat(Safetensors.metadata(file)).containsEntry("format", "pt");
        assertThat(Safetensors.read(file).tensors())
                .containsExactly(new Tensor("norm.weight", java.util.List.of(1), new float[] {0.5f}));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("some.safetensors"), content);
    }
}
