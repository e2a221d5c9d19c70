package dev.stride.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie or mean harm: each is refused with a reason, soon, and without much memory. */
@Timeout(10)
class HostileWeightsTest {

    private static final byte[] FOUR_FLOATS = new byte[16];

    @TempDir
    Path folder;

    @Test
    void aWholeFileOfThisKindIsRead() throws IOException {
        Path file = file(PickleBytes.zip(PickleBytes.dictionary(4, 1, 2, 2), Map.of("0", FOUR_FLOATS)));
        assertThat(WeightFile.open(file).tensor("x")).isEqualTo(new Tensor("x", List.of(2), new float[2]));
    }

    @ParameterizedTest
    @CsvSource({"os, system", "builtins, eval", "torch, load", "torch.jit, _load", "collections, Counter"})
    void aFunctionThatIsNotKnownIsRefusedAsSoonAsItIsNamed(String module, String name) throws IOException {
        refused(new PickleBytes().global(module, name).op('(').text("echo").op('t', 'R', '.'), module + "." + name);
        refused(
                new PickleBytes()
                        .text(module)
                        .text(name)
                        .op(0x93, '(')
                        .text("echo")
                        .op('t', 'R', '.'),
                module + "." + name);
    }

    @ParameterizedTest
    @ValueSource(ints = {'i', 'o', 0x81, 0x92, 'P', 0x82, 'I', 'S', 'V', '0', '2', 'G', 0x8b, 0x8f, 0x97})
    void anInstructionThatIsNotKnownIsRefusedByItsNumber(int code) throws IOException {
        refused(new PickleBytes().op(0x80, 2, code), "instruction 0x" + Integer.toHexString(code) + " at byte 2");
    }

    @Test
    void nestingAndCyclesEndNowhereDeep() throws IOException {
        refused(new PickleBytes().ops(200_000, '(', ']').op('.'), "another value");
        refused(new PickleBytes().ops(400_000, '(').op('.'), "takes a value where there is none");
        refused(new PickleBytes().op(']').ops(400_000, 0x85).op('.'), "another value");
        refused(new PickleBytes().op('}', 'q', 0).text("x").op('h', 0, 's', '.'), "'x' is a dictionary");
    }

    @Test
    void aBombGrowsNoFurtherThanItsInstructions() throws IOException {
        // Each tuple holds the one before twice: 2^40 values, were they ever walked.
        var doubling = new PickleBytes().op(')', 'q', 0);
        for (int i = 0; i < 40; i++) {
            doubling.op('h', i, 'h', i, 0x86, 'q', i + 1);
        }
        refused(doubling.op('.'), "another value");
        // A list of pairs, turned into a dictionary again and again.
        var pairs = new PickleBytes().op('(');
        for (int i = 0; i < 1_000; i++) {
            pairs.text("k" + i).op('N', 0x86);
        }
        pairs.op('t', 'q', 0);
        for (int i = 0; i < 10_000; i++) {
            pairs.global("collections", "OrderedDict").op('h', 0, 0x85, 'R');
        }
        refused(pairs.op('.'), "more than 500000 instructions");
        // A tensor with a long shape, again and again.
        refused(
                new PickleBytes()
                        .global("torch._utils", "_rebuild_tensor_v2")
                        .op('(', '(')
                        .text("storage")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .op('K', 1, 't', 'Q', 'K', 0, '(')
                        .ops(100_000, 'K', 1)
                        .op('t', ')', 't', 'R', '.'),
                "a tensor of 100000 axes");
        refused(new PickleBytes().ops(600_000, 'N').op('.'), "more than 500000 instructions");
        refused(new PickleBytes().ops(5 << 20, 'N').op('.'), "more than 500000 instructions");
        byte[] empty = new PickleBytes().op('}').ops(300_000, 0x94).op('.').bytes();
        assertThat(WeightFile.open(file(PickleBytes.zip(empty, Map.of()))).shapes())
                .isEmpty();
        refused(new PickleBytes().op('N').ops(90_000, 'r', 1, 2, 3, 4).op('.'), "is no state dict");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3L << 30, 1L << 40, Long.MAX_VALUE})
    void aTextLongerThanThePickleIsRefused(long length) throws IOException {
        refused(new PickleBytes().op(0x8d).little(length, 8), "ends within a text");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7, 1 << 30})
    void aShortTextLongerThanThePickleIsRefused(int length) throws IOException {
        refused(new PickleBytes().op('X').little(length, 4).op('.'), "ends within a text");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 4, 1",
        "-1, 0, 1, 1",
        "4, 1, 4, 1",
        "4, -1, 2, 1",
        "4, 0, -1, 1",
        "4, 0, 2, -1",
        "4, 0, 2, 4",
        "4, 0, 5, 0",
        "4, 5, 1, 1",
        "4, 9223372036854775807, 2, 1",
        "4, 0, 9223372036854775807, 1",
        "4, 0, 2147483647, 0",
        "4, 0, 2, 9223372036854775807",
        "9223372036854775807, 0, 4, 1",
        "4611686018427387905, 0, 4, 1"
    })
    void aTensorThatLeavesItsStorageIsRefused(long numbers, long offset, long length, long stride) throws IOException {
        byte[] zip = PickleBytes.zip(PickleBytes.dictionary(numbers, offset, length, stride), Map.of("0", FOUR_FLOATS));
        refused(zip, "has ");
    }

    @Test
    void manyTensorsOfTheSameNumbersAreRefused() throws IOException {
        var pickle = new PickleBytes().op('}', '(');
        for (int i = 0; i < 2_000; i++) {
            pickle.text("x" + i);
            if (i == 0) {
                pickle.tensor("0", 1 << 16, 0, 1 << 16, 1).op('q', 0);
            } else {
                pickle.op('h', 0);
            }
        }
        refused(PickleBytes.zip(pickle.op('u', '.').bytes(), Map.of("0", new byte[4 << 16])), "see the same numbers");
    }

    @Test
    void aTensorWithoutItsStorageIsRefused() throws IOException {
        refused(PickleBytes.zip(PickleBytes.dictionary(4, 0, 4, 1), Map.of()), "lacks the storage '0'");
    }

    @Test
    void anEntryThatIsCompressedIsRefusedUnread() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(new byte[50 << 20]);
            zip.closeEntry();
        }
        refused(out.toByteArray(), "compressed");
    }

    @Test
    void zipEntriesThatOverlapOrLieOutsideAreRefused() throws IOException {
        byte[] zip = PickleBytes.zip(PickleBytes.dictionary(4, 0, 4, 1), Map.of("0", FOUR_FLOATS, "1", FOUR_FLOATS));
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 6);
        int second = directory + 46 + bytes.getShort(directory + 28);
        int third = second + 46 + bytes.getShort(second + 28);
        refused(changed(zip, third + 42, bytes.getInt(second + 42)), "twice, or over another");
        refused(changed(zip, second + 42, directory), "beyond its end");
        refused(changed(zip, second + 42, -1), "beyond its end");
        refused(changed(changed(zip, second + 24, 1 << 30), second + 20, 1 << 30), "more than are there");
        refused(changed(zip, second + 16, 1), "another checksum");
        refused(changed(zip, zip.length - 6, zip.length - 3), "which cannot be");
        refused(changed(zip, zip.length - 10, bytes.getInt(zip.length - 10) - 1), "ends early");
        refused(changed(zip, zip.length - 10, 1 << 24), "which cannot be");
    }

    private static byte[] changed(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return changed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.pth", "types-legacy.pth", "state.pth"})
    void everyTruncationIsRefused(String sample) throws IOException {
        byte[] whole = Files.readAllBytes(StateDictSamplesTest.sample(sample));
        for (int length = 0;
                length < whole.length;
                length += length % 512 < 64 || length > whole.length - 64 ? 1 : 13) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> WeightFile.open(cut))
                    .as(sample + " cut to " + length)
                    .isInstanceOf(PlatformException.class);
        }
    }

    @Test
    void whatIsNoFileOfWeightsTellsItsFirstBytes() throws IOException {
        refused(new byte[] {0x1f, (byte) 0x8b, 8}, "begins with the bytes 1f 8b 08");
        refused(new byte[0], "neither a safetensors file nor a PyTorch state dict");
        assertThatThrownBy(() -> WeightFile.open(folder.resolve("absent.pth")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private void refused(PickleBytes pickle, String named) throws IOException {
        refused(PickleBytes.zip(pickle.bytes(), Map.of("0", FOUR_FLOATS)), named);
    }

    private void refused(byte[] content, String named) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> WeightFile.open(file))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INVALID))
                .hasMessageContaining(named)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("hostile.pth"), content);
    }
}
