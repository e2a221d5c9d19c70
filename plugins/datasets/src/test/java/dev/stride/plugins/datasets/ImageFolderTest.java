package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ParameterValue;
import dev.stride.spi.DataAccess;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.testkit.DatasetContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest extends DatasetContract<ImageFolder.Parameters> {

    @TempDir
    Path folder;

    @BeforeEach
    void twoClasses() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(folder.resolve("given"), "a/" + i + ".png", png(4, i));
            write(folder.resolve("given"), "b/" + i + ".png", png(4, 0x10000 * i));
        }
    }

    @Override
    protected ImageFolder module() {
        return new ImageFolder();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(
                Map.of("path", ParameterValue.of(folder.resolve("given").toString())));
    }

    @Test
    void aFolderAndItsZipGiveTheSame() throws IOException {
        image("train/cat/1.png", 8, 0xFF0000);
        image("train/dog/1.png", 8, 0x00FF00);
        image("test/cat/2.png", 8, 0x0000FF);
        ImageData fromFolder = load(folder.resolve("images"), Map.of());
        assertThat(fromFolder.classes()).containsExactly("cat", "dog");
        assertThat(fromFolder.train().count()).isEqualTo(2);
        assertThat(fromFolder.train().shape()).hasToString("3x8x8");
        assertThat(pixels(fromFolder)[0] & 0xFF).isEqualTo(255);
        assertThat(pixels(fromFolder)[64] & 0xFF).isZero();
        ImageData fromZip = load(zip(), Map.of());
        assertThat(pixels(fromZip)).isEqualTo(pixels(fromFolder));
        assertThat(fromZip.test().labels()).isEqualTo(fromFolder.test().labels());
    }

    @Test
    void aFileOfLabelsTellsClassesAndParts() throws IOException {
        image("1.png", 4, 1);
        image("2.png", 4, 2);
        image("deep/3.png", 4, 3);
        Files.writeString(
                folder.resolve("images/labels.csv"), "1.png,dog,train\n2.png,cat,train\ndeep/3.png,dog,test\n");
        ImageData data = load(folder.resolve("images"), Map.of("labels", ParameterValue.of("labels.csv")));
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.train().labels()).containsExactly(1, 0);
        assertThat(data.test().labels()).containsExactly(1);
    }

    @Test
    void withoutATestFolderAShareOfEachClassIsHeldOut() throws IOException {
        for (int i = 0; i < 10; i++) {
            image("a/" + i + ".png", 4, i);
            image("b/" + i + ".png", 4, i);
        }
        ImageData data = load(folder.resolve("images"), Map.of("test-share", ParameterValue.of(0.3)));
        assertThat(data.test().labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(data.train().count()).isEqualTo(14);
    }

    @Test
    void imagesOfDifferentSizesNeedASize() throws IOException {
        image("a/1.png", 4, 1);
        image("a/2.png", 6, 1);
        image("b/1.png", 4, 1);
        image("b/2.png", 4, 1);
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of("test-share", ParameterValue.of(0.5))))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("a/2.png is 3x6x6")
                .hasMessageContaining("'size'");
        var sized = Map.of(
                "size", ParameterValue.of(5), "channels", ParameterValue.of(1), "test-share", ParameterValue.of(0.5));
        assertThat(load(folder.resolve("images"), sized).train().shape()).hasToString("1x5x5");
    }

    @Test
    void unreadableFilesAreNamedAndRefusedAboveTheLimit() throws IOException {
        for (int i = 0; i < 4; i++) {
            image("a/" + i + ".png", 4, i);
            image("b/" + i + ".png", 4, i);
        }
        Files.writeString(folder.resolve("images/a/broken.jpg"), "no image");
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("a/broken.jpg");
        ImageData data = load(folder.resolve("images"), Map.of("corrupt-limit", ParameterValue.of(0.5)));
        assertThat(data.remarks()).singleElement().asString().contains("a/broken.jpg");
    }

    @Test
    void whatIsNoDataSetIsRefusedWithARemedy() throws IOException {
        assertThatThrownBy(() -> load(folder.resolve("absent"), Map.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'path'");
        Files.createDirectories(folder.resolve("images"));
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of())).hasMessageContaining("no images");
        image("only/1.png", 4, 1);
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of()))
                .hasMessageContaining("one class alone, 'only'");
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> load(text, Map.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("zip");
    }

    @Test
    void namesThatClimbOutOfAZipAreOnlyNames() throws IOException {
        Path zip = folder.resolve("climbing.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : new String[] {"../../a/1.png", "../../a/2.png", "b/1.png", "b/2.png"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write(png(4, 1));
            }
        }
        ImageData data = load(zip, Map.of("test-share", ParameterValue.of(0.5)));
        assertThat(data.classes()).containsExactly("a", "b");
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("climbing.zip", "given");
        }
    }

    @Test
    void aSizeIsComparedBeforeAnImageIsDecoded() throws IOException {
        image("a/1.png", 4, 1);
        image("b/1.png", 4, 1);
        byte[] cut = Arrays.copyOf(png(6, 1), 40);
        write(folder.resolve("images"), "b/2.png", cut);
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of())).hasMessageContaining("b/2.png is 3x6x6");
    }

    @Test
    void imagesThatDoNotFitIntoTheMemoryAreRefusedBeforeTheyAreDecoded() throws IOException {
        byte[] cut = Arrays.copyOf(png(2_000, 1), 40);
        for (int i = 0; i < 20; i++) {
            write(folder.resolve("images"), i % 2 + "/" + i + ".png", cut);
        }
        var access = new DataAccess(cache, false, 100 << 20, line -> {});
        var inMemory = Map.of("decode", ParameterValue.of("memory"));
        assertThatThrownBy(() -> load(folder.resolve("images"), inMemory, access))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("20 images of 3x2000x2000 need 229 MiB")
                .hasMessageContaining("100 MiB here");
    }

    @Test
    void aClassThatIsTestedButNotLearnedIsRefused() throws IOException {
        image("train/cat/1.png", 4, 1);
        image("train/dog/1.png", 4, 1);
        image("test/cat/2.png", 4, 1);
        image("test/cow/2.png", 4, 1);
        assertThatThrownBy(() -> load(folder.resolve("images"), Map.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("learn from of 1 classes: cow");
    }

    @Test
    void aValidationFolderIsLearnedFromAndSaidSo() throws IOException {
        for (String label : new String[] {"cat", "dog"}) {
            image("train/" + label + "/1.png", 4, 1);
            image("val/" + label + "/2.png", 4, 1);
            image("test/" + label + "/3.png", 4, 1);
        }
        ImageData data = load(folder.resolve("images"), Map.of());
        assertThat(data.train().count()).isEqualTo(4);
        assertThat(data.test().count()).isEqualTo(2);
        assertThat(data.remarks()).singleElement().asString().contains("validation folder");
    }

    @Test
    void aValidationFolderAloneTestsNothing() throws IOException {
        for (int i = 0; i < 5; i++) {
            image("train/cat/" + i + ".png", 4, 1);
            image("train/dog/" + i + ".png", 4, 1);
            image("val/cat/" + i + ".png", 4, 1);
            image("val/dog/" + i + ".png", 4, 1);
        }
        ImageData data = load(folder.resolve("images"), Map.of());
        assertThat(data.train().count()).isEqualTo(16);
        assertThat(data.test().count()).isEqualTo(4);
    }

    @Test
    void linkedFoldersAreFollowed() throws IOException {
        image("a/1.png", 4, 1);
        image("a/2.png", 4, 1);
        write(folder.resolve("elsewhere"), "1.png", png(4, 2));
        write(folder.resolve("elsewhere"), "2.png", png(4, 2));
        Files.createSymbolicLink(folder.resolve("images/b"), folder.resolve("elsewhere"));
        ImageData data = load(folder.resolve("images"), Map.of("test-share", ParameterValue.of(0.5)));
        assertThat(data.classes()).containsExactly("a", "b");
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        var parameters = new ImageFolder.Parameters(
                "a\0b", Optional.empty(), Optional.empty(), 3, 0.2, 0.01, ImageFolder.Decode.AUTO, false);
        assertThatThrownBy(() -> new ImageFolder().load(parameters, access()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'path'");
    }

    @Test
    void theStampTellsThatAnImageCameOrMovedToAnotherClass() throws IOException {
        String before = stamp();
        assertThat(stamp()).isEqualTo(before);
        write(folder.resolve("given"), "a/more.png", png(4, 1));
        String more = stamp();
        assertThat(more).isNotEqualTo(before);
        Files.move(folder.resolve("given/a/more.png"), folder.resolve("given/b/more.png"));
        assertThat(stamp()).isNotEqualTo(more).isNotEqualTo(before);
    }

    private static byte[] pixels(ImageData data) {
        return ((ImageSet.InMemory) data.train()).pixels();
    }

    private String stamp() {
        return module().stamp(parameters(), access());
    }

    private ImageData load(Path path, Map<String, ParameterValue> values) {
        return load(path, values, access());
    }

    private static ImageData load(Path path, Map<String, ParameterValue> values, DataAccess access) {
        var given = new HashMap<>(values);
        given.put("path", ParameterValue.of(path.toString()));
        return new ImageFolder()
                .load(ParameterRecord.of(ImageFolder.Parameters.class).bind(ParameterValue.Fields.of(given)), access);
    }

    private void image(String name, int size, int rgb) throws IOException {
        write(folder.resolve("images"), name, png(size, rgb));
    }

    private static void write(Path top, String name, byte[] content) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] png(int size, int rgb) throws IOException {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, rgb);
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private Path zip() throws IOException {
        Path zip = folder.resolve("images.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file);
                var files = Files.walk(folder.resolve("images"))) {
            for (Path image : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(folder.resolve("images").relativize(image).toString()));
                out.write(Files.readAllBytes(image));
            }
        }
        return zip;
    }
}
