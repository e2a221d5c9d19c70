package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ParameterValue;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.testkit.DatasetContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test extends DatasetContract<Cifar10.Parameters> {

    /** The published files, with two images each. */
    private static final CifarLayout SMALL = new CifarLayout(
            CifarLayout.TEN.archive(), CifarLayout.TEN.trainFiles(), 2, CifarLayout.TEN.testFile(), 2, 1);

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new TreeMap<>();
    private Path archive;

    @BeforeEach
    void writeArchive() throws IOException {
        for (int i = 0; i < 5; i++) {
            files.put("data_batch_" + (i + 1) + ".bin", images(2 * i, 2 * i + 1));
        }
        files.put("test_batch.bin", images(9, 3));
        archive = Files.write(folder.resolve("cifar-10-binary.tar.gz"), CifarArchive.tarGz(files));
    }

    @Override
    protected Cifar10 module() {
        return new Cifar10(SMALL);
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(Map.of("path", ParameterValue.of(archive.toString())));
    }

    @Test
    void imagesComeInTheOrderOfTheFilesNamesWhateverTheirOrderInTheArchive() {
        ImageData data = load(archive);
        assertThat(data.classes())
                .hasSize(10)
                .startsWith("airplane", "automobile")
                .endsWith("truck");
        assertThat(data.train().labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(data.test().labels()).containsExactly(9, 3);
        assertThat(data.train().shape()).hasToString("3x32x32");
        byte[] pixels = ((ImageSet.InMemory) data.train()).pixels();
        // Image 4: all of its red, then its green, then its blue.
        assertThat(Arrays.copyOfRange(pixels, 4 * 3072, 4 * 3072 + 1024)).containsOnly(40);
        assertThat(Arrays.copyOfRange(pixels, 4 * 3072 + 1024, 4 * 3072 + 2048)).containsOnly(41);
        assertThat(Arrays.copyOfRange(pixels, 4 * 3072 + 2048, 5 * 3072)).containsOnly(42);
    }

    @Test
    void anArchiveAnUnzippedOneAndTheirFolderGiveTheSame() throws IOException {
        CifarArchive.folder(folder.resolve("unpacked"), files);
        Files.write(folder.resolve("cifar.tar"), CifarArchive.tar(files));
        ImageSet.InMemory expected = (ImageSet.InMemory) load(archive).train();
        for (String name : new String[] {"unpacked", "cifar.tar"}) {
            ImageSet.InMemory train =
                    (ImageSet.InMemory) load(folder.resolve(name)).train();
            assertThat(train.pixels()).isEqualTo(expected.pixels());
            assertThat(train.labels()).isEqualTo(expected.labels());
        }
    }

    @Test
    void aFileThatIsCutShortIsNamed() throws IOException {
        byte[] whole = images(0, 1);
        files.put("data_batch_3.bin", Arrays.copyOf(whole, whole.length - 1));
        Files.write(archive, CifarArchive.tarGz(files));
        CifarArchive.folder(folder.resolve("unpacked"), files);
        for (Path path : new Path[] {archive, folder.resolve("unpacked")}) {
            assertThatThrownBy(() -> load(path))
                    .isInstanceOf(Misfit.class)
                    .hasMessageContaining("data_batch_3.bin has 6145 bytes, not the 6146 of 2 images")
                    .hasMessageContaining("get cifar-10-binary.tar.gz again");
        }
    }

    @Test
    void anArchiveThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] packed = Files.readAllBytes(archive);
        byte[] tar = CifarArchive.tar(files);
        // In the files, which come before the last two blocks.
        for (int length : new int[] {10, packed.length / 2, packed.length - 100}) {
            refused(Arrays.copyOf(packed, length), "ends early");
        }
        refused(Arrays.copyOf(tar, 5 * 512 + 17), "cannot be read: Truncated TAR archive");
        refused(Arrays.copyOf(tar, 2 * 512), "cannot be read: Truncated TAR archive");
        refused(Arrays.copyOf(tar, 100), "has no ");
        refused(Arrays.copyOf(tar, 3 * 512), "has no ");
    }

    @Test
    void anArchiveWhoseContentIsNotWhatWasPackedIsRefused() throws IOException {
        byte[] packed = Files.readAllBytes(archive);
        // The sum is in the first four of the last eight bytes.
        packed[packed.length - 8]++;
        refused(packed, "cannot be read");
    }

    @Test
    void whatIsNoTarIsRefused() throws IOException {
        refused("no tar, but long enough to be one".repeat(100).getBytes(), "cannot be read: Corrupted TAR archive");
        byte[] changed = CifarArchive.tar(files);
        changed[0]++;
        refused(changed, "is damaged");
        refused(new byte[0], "has no ");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        files.remove("data_batch_2.bin");
        files.remove("test_batch.bin");
        refused(CifarArchive.tarGz(files), "has no data_batch_2.bin, test_batch.bin");
        CifarArchive.folder(folder.resolve("unpacked"), files);
        assertThatThrownBy(() -> load(folder.resolve("unpacked")))
                .hasMessageContaining("has no data_batch_2.bin, test_batch.bin");
    }

    @Test
    void aLabelThatIsNoClassIsNamedWithItsImage() throws IOException {
        files.put("data_batch_5.bin", images(8, 10));
        refused(CifarArchive.tarGz(files), "image 1 of data_batch_5.bin has the label 10");
    }

    @Test
    void aPathThatIsNoneOrLeadsNowhereIsRefused() {
        var given = Map.of("a\0b", "is no path", folder.resolve("absent").toString(), "is not there");
        given.forEach((path, message) -> assertThatThrownBy(
                        () -> module().load(new Cifar10.Parameters(Optional.of(path)), access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining(message)
                .hasMessageContaining("give cifar-10-binary.tar.gz or the folder it unpacks to"));
    }

    private void refused(byte[] content, String message) throws IOException {
        Files.write(archive, content);
        assertThatThrownBy(() -> load(archive)).isInstanceOf(Misfit.class).hasMessageContaining(message);
    }

    private ImageData load(Path path) {
        return module().load(new Cifar10.Parameters(Optional.of(path.toString())), access());
    }

    /** Two images of these classes, ten times their class in red. */
    private static byte[] images(int first, int second) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CifarArchive.record(10 * first, first));
        bytes.writeBytes(CifarArchive.record(10 * second, second));
        return bytes.toByteArray();
    }
}
