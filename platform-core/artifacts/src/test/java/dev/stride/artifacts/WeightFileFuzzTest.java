package dev.stride.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file: it is read within its size, or refused with a reason. */
class WeightFileFuzzTest {

    private static final String INSTRUCTIONS =
            "\u0080.N\u0088\u0089KMJ\u008aUTX\u008c\u008dc\u0093\u0095qr\u0094hjQ(}])\u0085\u0086\u0087taesuRb";

    private static Path folder;

    @BeforeContainer
    static void begin() throws IOException {
        folder = Files.createTempDirectory("weights");
    }

    @AfterContainer
    static void end() throws IOException {
        Files.deleteIfExists(folder.resolve("any.pth"));
        Files.delete(folder);
    }

    @Property(tries = 1_000)
    void aFileThatWasChangedIsReadOrRefused(
            @ForAll("samples") byte[] sample, @ForAll("changes") Map<Integer, Byte> changes) {
        byte[] changed = sample.clone();
        changes.forEach((at, value) -> changed[Math.floorMod(at, changed.length)] = value);
        readOrRefused(changed);
    }

    @Property(tries = 1_000)
    void aPickleOfAnyInstructionsIsReadOrRefused(@ForAll("pickles") byte[] pickle) {
        readOrRefused(PickleBytes.zip(pickle, Map.of("0", new byte[16])));
    }

    @Property(tries = 300)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        readOrRefused(bytes);
    }

    private static void readOrRefused(byte[] content) {
        try {
            WeightFile weights = WeightFile.open(Files.write(folder.resolve("any.pth"), content));
            assertThat(weights.bytesAtOnce()).isLessThanOrEqualTo((1L + Float.BYTES) * content.length);
            ConvertedWeights.of(weights).writeTo(OutputStream.nullOutputStream());
        } catch (PlatformException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.DATA_INVALID);
            assertThat(e.getMessage()).hasSizeBetween(20, 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException("the test's own file cannot be written", e);
        }
    }

    @Provide
    Arbitrary<byte[]> samples() {
        return Arbitraries.of("types.pth", "types-legacy.pth", "types-protocol-4.pth", "state.pth")
                .map(name -> {
                    try {
                        return Files.readAllBytes(StateDictSamplesTest.sample(name));
                    } catch (IOException e) {
                        throw new UncheckedIOException(name, e);
                    }
                });
    }

    @Provide
    Arbitrary<Map<Integer, Byte>> changes() {
        return Arbitraries.maps(Arbitraries.integers(), Arbitraries.bytes())
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    /** Mostly instructions that are known, with some bytes for what they take. */
    @Provide
    Arbitrary<byte[]> pickles() {
        Arbitrary<Byte> known =
                Arbitraries.integers().between(0, INSTRUCTIONS.length() - 1).map(i -> (byte) INSTRUCTIONS.charAt(i));
        Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 4);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, known),
                        net.jqwik.api.Tuple.of(3, small),
                        net.jqwik.api.Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMaxSize(200);
    }
}
