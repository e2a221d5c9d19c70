package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PNG and JPEG files of several sizes, which are decoded when they are asked for. */
class StreamedFolderTest extends DatasetContract<ImageFolder.Parameters> {

    private static final Map<String, ParameterValue> IN_MEMORY = Map.of("decode", ParameterValue.of("memory"));
    private static final Map<String, ParameterValue> STREAMED = Map.of("decode", ParameterValue.of("stream"));

    @TempDir
    Path folder;

    @BeforeEach
    void imagesOfTwoClasses() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("a/" + i + ".png", ImageFiles.noise(9 + i, 14 - i, "png", i));
            write("b/" + i + ".jpg", ImageFiles.noise(20 - i, 11 + i, "jpg", 10 + i));
        }
    }

    @Override
    protected ImageFolder module() {
        return new ImageFolder();
    }

    @Override
    protected ParameterValue.Fields given() {
        return given(folder, STREAMED);
    }

    @Test
    void streamedImagesAreThoseInMemoryToTheByte() throws IOException {
        write("b/broken.jpg", new byte[] {1, 2, 3});
        Path zip = ImageFiles.zip(folder, cache.resolve("images.zip"));
        ImageData inMemory = load(folder, with(IN_MEMORY, "corrupt-limit", 0.5));
        assertThat(inMemory.train()).isInstanceOf(ImageSet.InMemory.class);
        for (Path place : List.of(folder, zip)) {
            ImageData streamed = load(place, with(STREAMED, "corrupt-limit", 0.5));
            assertThat(streamed.train()).isInstanceOf(ImageSet.Streamed.class);
            assertSame(streamed.train(), inMemory.train());
            assertSame(streamed.test(), inMemory.test());
            assertThat(streamed.classes()).isEqualTo(inMemory.classes());
            assertThat(streamed.remarks()).isEqualTo(inMemory.remarks()).hasSize(1);
        }
    }

    private static void assertSame(ImageSet streamed, ImageSet inMemory) {
        assertThat(streamed.shape()).isEqualTo(inMemory.shape());
        assertThat(streamed.labels()).isEqualTo(inMemory.labels());
        for (int i = 0; i < inMemory.count(); i++) {
            assertThat(pixels(streamed, i)).isEqualTo(pixels(inMemory, i));
            assertThat(streamed.sha256(i)).isEqualTo(inMemory.sha256(i));
            assertThat(streamed.sums(i).values()).isEqualTo(inMemory.sums(i).values());
            assertThat(streamed.sums(i).products()).isEqualTo(inMemory.sums(i).products());
        }
    }

    @Test
    void whatFitsIsInMemoryAndWhatDoesNotIsStreamed() {
        long bytes = 12 * 3 * 8 * 8;
        assertThat(load(folder, Map.of(), access(bytes)).train()).isInstanceOf(ImageSet.InMemory.class);
        assertThat(load(folder, Map.of(), access(bytes - 1)).train()).isInstanceOf(ImageSet.Streamed.class);
        assertThatThrownBy(() -> load(folder, IN_MEMORY, access(bytes - 1)))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("MiB");
    }

    @Test
    void unreadableFilesAreNamedAndRefusedAboveTheLimit() throws IOException {
        byte[] whole = ImageFiles.noise(30, 30, "png", 1);
        write("b/cut.png", Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> load(folder, STREAMED))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1 of 13 files")
                .hasMessageContaining("b/cut.png");
        ImageData data = load(folder, with(STREAMED, "corrupt-limit", 0.1));
        assertThat(data.remarks()).singleElement().asString().contains("b/cut.png");
        assertThat(data.train().count() + data.test().count()).isEqualTo(12);
    }

    @Test
    void imagesOfDifferentSizesNeedASize() {
        assertThatThrownBy(() -> new ImageFolder()
                        .load(
                                ParameterRecord.of(ImageFolder.Parameters.class)
                                        .bind(ParameterValue.Fields.of(Map.of(
                                                "path", ParameterValue.of(folder.toString()),
                                                "decode", ParameterValue.of("stream")))),
                                access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("different sizes")
                .hasMessageContaining("'size'");
    }

    /** The file changes without its size and time, so that nothing but the survey and the pixels can tell. */
    @Test
    void aFileIsReadOnceForItsFactsAndToldWhereItChanges() throws IOException {
        ImageData first = load(folder, STREAMED);
        Path file = folder.resolve("a/0.png");
        FileTime time = Files.getLastModifiedTime(file);
        byte[] content = Files.readAllBytes(file);
        byte[] other = new byte[content.length];
        byte[] small = ImageFiles.noise(2, 2, "png", 99);
        System.arraycopy(small, 0, other, 0, small.length);
        Files.write(file, other);
        Files.setLastModifiedTime(file, time);
        ImageData again = load(folder, STREAMED);
        int index = index(again, content);
        assertThat(again.train().sha256(index)).isEqualTo(first.train().sha256(index));
        assertThatThrownBy(() -> again.train().image(index))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_UNAVAILABLE))
                .hasMessageContaining("a/0.png is another one than it was");
        Files.delete(file);
        assertThatThrownBy(() -> again.train().image(index)).hasMessageContaining("a/0.png can no longer be read");
    }

    /** Where an image of this content is among the training images; in another folder it is not surveyed yet. */
    private int index(ImageData data, byte[] content) throws IOException {
        write("../only/a/0.png", content);
        write("../only/a/1.png", content);
        write("../only/b/0.png", content);
        write("../only/b/1.png", content);
        byte[] digest = load(folder.resolve("../only"), with(STREAMED, "test-share", 0.5))
                .train()
                .sha256(0);
        return IntStream.range(0, data.train().count())
                .filter(i -> Arrays.equals(data.train().sha256(i), digest))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSurveyThatIsDamagedOrOfOtherFilesIsMadeAgain() throws IOException {
        ImageData before = load(folder, STREAMED);
        Path survey = survey();
        byte[] content = Files.readAllBytes(survey);
        byte[] damaged = content.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(survey, damaged);
        assertThat(load(folder, STREAMED).train().sha256(0))
                .isEqualTo(before.train().sha256(0));
        assertThat(survey).hasBinaryContent(content);
        Files.write(survey, Arrays.copyOf(content, 40));
        load(folder, STREAMED);
        assertThat(survey).hasBinaryContent(content);
        write("a/0.png", ImageFiles.noise(9, 14, "png", 77));
        ImageData after = load(folder, STREAMED);
        assertThat(survey()).as("the one file").isEqualTo(survey);
        assertThat(IntStream.range(0, after.train().count())
                        .filter(i -> !Arrays.equals(
                                after.train().sha256(i), before.train().sha256(i)))
                        .count())
                .isLessThanOrEqualTo(1);
        assertThat(survey.toFile()).hasSize(content.length);
        assertThat(Files.readAllBytes(survey)).isNotEqualTo(content);
    }

    @Test
    void severalThreadsReadTheSameImages() throws IOException {
        Path zip = ImageFiles.zip(folder, cache.resolve("images.zip"));
        ImageSet inMemory = load(zip, IN_MEMORY).train();
        ImageSet streamed = load(zip, STREAMED, access(2)).train();
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, 40 * inMemory.count()).boxed().toList());
        Collections.shuffle(order, new java.util.Random(1));
        assertThat(order.parallelStream()
                        .map(i -> i % inMemory.count())
                        .filter(i -> !Arrays.equals(pixels(streamed, i), pixels(inMemory, i))))
                .isEmpty();
    }

    @Test
    void anImageThatIsKeptIsDecodedOnce() {
        ImageSet images = load(folder, STREAMED).train();
        assertThat(images.image(0)).isSameAs(images.image(0));
        ImageSet little = load(folder, STREAMED, access(2)).train();
        assertThat(little.image(0)).isNotSameAs(little.image(0));
    }

    @Test
    void anotherWayToDecodeHasASurveyOfItsOwn() throws IOException {
        load(folder, STREAMED);
        load(folder, with(STREAMED, "channels", 1));
        load(folder, with(STREAMED, "original", true));
        try (var files = Files.list(cache)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("survey-")))
                    .hasSize(3);
        }
    }

    private Path survey() throws IOException {
        try (var files = Files.list(cache)) {
            return files.filter(f -> f.getFileName().toString().startsWith("survey-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] pixels(ImageSet images, int index) {
        var image = images.image(index);
        return Arrays.copyOfRange(
                image.pixels(), image.from(), image.from() + (int) image.shape().size());
    }

    private DataAccess access(long memory) {
        return new DataAccess(cache, false, memory, line -> {});
    }

    private ImageData load(Path path, Map<String, ParameterValue> values) {
        return load(path, values, access());
    }

    private static ImageData load(Path path, Map<String, ParameterValue> values, DataAccess access) {
        return new ImageFolder()
                .load(ParameterRecord.of(ImageFolder.Parameters.class).bind(given(path, values)), access);
    }

    private static ParameterValue.Fields given(Path path, Map<String, ParameterValue> values) {
        var given = new HashMap<>(values);
        given.put("path", ParameterValue.of(path.toString()));
        given.put("size", ParameterValue.of(8));
        return ParameterValue.Fields.of(given);
    }

    private static Map<String, ParameterValue> with(Map<String, ParameterValue> values, String name, Object value) {
        var more = new HashMap<>(values);
        more.put(
                name,
                value instanceof Boolean flag
                        ? ParameterValue.of(flag)
                        : value instanceof Integer whole
                                ? ParameterValue.of(whole)
                                : ParameterValue.of((Double) value));
        return more;
    }

    private void write(String name, byte[] content) throws IOException {
        ImageFiles.write(folder.resolve(name), content);
    }
}
