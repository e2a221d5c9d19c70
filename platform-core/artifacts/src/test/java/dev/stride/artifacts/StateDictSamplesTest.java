package dev.stride.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that PyTorch wrote; see {@code src/test/torch/write_samples.py}. */
class StateDictSamplesTest {

    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @TempDir
    Path folder;

    static Path sample(String name) {
        try {
            return Path.of(StateDictSamplesTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(name, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.pth", "types-legacy.pth", "types-protocol-4.pth"})
    void everyTypeAndEveryOrderOfNumbersIsRead(String file) {
        WeightFile weights = WeightFile.open(sample(file));
        assertThat(weights.shapes().keySet().stream().map(weights::tensor))
                .containsExactlyInAnyOrder(
                        tensor("permuted", List.of(4, 2, 3), permuted()),
                        tensor("part", List.of(2, 2, 2), 4, 6, 8, 10, 16, 18, 20, 22),
                        tensor("f64", List.of(4), 0, 1 / 3f, 2 / 3f, 1),
                        tensor(
                                "f16",
                                List.of(10),
                                0,
                                -0f,
                                1,
                                -2.5f,
                                65504,
                                0x1p-24f,
                                503 * 0x1p-24f,
                                INFINITY,
                                -INFINITY,
                                NAN),
                        tensor(
                                "bf16",
                                List.of(3),
                                1.5f,
                                Float.intBitsToFloat(0xff62 << 16),
                                Float.intBitsToFloat(0x0001 << 16)),
                        tensor("i64", List.of(), 7),
                        tensor("i32", List.of(2), -1, 2),
                        tensor("i16", List.of(1), -3),
                        tensor("i8", List.of(1), -4),
                        tensor("u8", List.of(1), 200),
                        tensor("flags", List.of(2), 1, 0),
                        tensor("empty", List.of(0, 3)),
                        tensor("parameter", List.of(1), 0.25f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.pth", "types-legacy.pth", "state.pth"})
    void whatIsConvertedIsWhatSafetensorsWriteOfTheTensors(String file) throws IOException {
        WeightFile weights = WeightFile.open(sample(file));
        var tensors = weights.shapes().keySet().stream().map(weights::tensor).toList();
        var out = new ByteArrayOutputStream();
        ConvertedWeights.of(weights).writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(new Safetensors(new TreeMap<>(), tensors).write());
    }

    @Test
    void aTensorLargerThanAPieceIsConvertedPieceByPiece() throws IOException {
        float[] values = new float[(2 << 20) + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        byte[] whole = new Safetensors(
                        new TreeMap<>(Map.of("a", "b")),
                        List.of(new Tensor("x", List.of(1, values.length), values), tensor("y", List.of(1), 7)))
                .write();
        WeightFile file = WeightFile.open(Files.write(folder.resolve("large.safetensors"), whole));
        assertThat(file.bytesAtOnce()).isEqualTo(2 * Float.BYTES * (1L << 20));
        var out = new ByteArrayOutputStream();
        ConvertedWeights.of(file).writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(whole);
    }

    @Test
    void tensorsGetOtherNamesAndOneIsSubtracted() throws IOException {
        WeightFile file = WeightFile.open(sample("types.pth"));
        var weights = ConvertedWeights.of(
                file,
                new TreeMap<>(),
                List.of(
                        new ConvertedWeights.Source("b", "i16", Optional.of("i8")),
                        new ConvertedWeights.Source("a", "u8", Optional.empty())));
        assertThat(weights.shapes()).isEqualTo(Map.of("a", List.of(1), "b", List.of(1)));
        Path converted = folder.resolve("converted.safetensors");
        try (OutputStream out = Files.newOutputStream(converted)) {
            weights.writeTo(out);
        }
        assertThat(Safetensors.read(converted).tensors())
                .containsExactly(tensor("a", List.of(1), 200), tensor("b", List.of(1), 1));
    }

    private static Tensor tensor(String name, List<Integer> shape, float... values) {
        return new Tensor(name, shape, values);
    }

    /** 0 to 23 in the shape (2, 3, 4), its last axis brought to the front. */
    private static float[] permuted() {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = 4 * (i % 6) + i / 6;
        }
        return values;
    }

    @Test
    void theStateOfAModelTellsItsShapes() {
        WeightFile file = WeightFile.open(sample("state.pth"));
        assertThat(file.shapes())
                .isEqualTo(Map.of(
                        "0.weight", List.of(2, 1, 1, 1),
                        "0.bias", List.of(2),
                        "1.weight", List.of(2),
                        "1.bias", List.of(2),
                        "1.running_mean", List.of(2),
                        "1.running_var", List.of(2),
                        "1.num_batches_tracked", List.of()));
        assertThat(file.metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "model.pth, torch.nn.modules.container.Sequential",
        "script.pt, __torch__",
        "training.pth, its 'epoch' is another value and no tensor",
        "tensor.pth, it holds a tensor",
        "complex.pth, torch.ComplexFloatStorage"
    })
    void whatIsNoPlainDictionaryOfTensorsIsRefusedByName(String file, String named) {
        assertThatThrownBy(() -> WeightFile.open(sample(file)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INVALID))
                .hasMessageContaining(file)
                .hasMessageContaining(named)
                .hasMessageContaining("torch.save(model.state_dict(), path)");
    }

    @Test
    void aTensorThatRepeatsItsNumbersIsRefused() {
        assertThatThrownBy(() -> WeightFile.open(sample("expanded.pth")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("shape [5, 3, 4] and strides [0, 4, 1]");
    }
}
