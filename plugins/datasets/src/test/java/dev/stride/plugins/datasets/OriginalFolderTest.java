package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.testkit.DatasetContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that keep their own size. */
class OriginalFolderTest extends DatasetContract<ImageFolder.Parameters> {

    private static final int SIZE = 8;

    @TempDir
    Path folder;

    @BeforeEach
    void imagesOfTwoClasses() throws IOException {
        for (int i = 0; i < 5; i++) {
            ImageFiles.write(folder.resolve("a/" + i + ".png"), ImageFiles.noise(9, 14, "png", i));
            ImageFiles.write(folder.resolve("b/" + i + ".png"), ImageFiles.noise(20, SIZE, "png", 10 + i));
        }
    }

    @Override
    protected ImageFolder module() {
        return new ImageFolder();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(Map.of(
                "path", ParameterValue.of(folder.toString()),
                "size", ParameterValue.of(SIZE),
                "original", ParameterValue.of(true)));
    }

    @Test
    void eachImageHasItsOwnSizeAndNetsGetTheOneThatIsAskedFor() {
        ImageSet train = data(true).train();
        assertThat(train).isInstanceOf(ImageSet.Streamed.class);
        assertThat(train.shape()).isEqualTo(new ImageShape(3, SIZE, SIZE));
        for (int i = 0; i < train.count(); i++) {
            assertThat(train.image(i).shape())
                    .isEqualTo(train.labels()[i] == 0 ? new ImageShape(3, 9, 14) : new ImageShape(3, 20, SIZE));
        }
    }

    @Test
    void theirPixelsAreTheFilesOwn() throws IOException {
        var files = new HashSet<ByteBuffer>();
        for (int i = 0; i < 5; i++) {
            try (ImageFile file = ImageFile.open(ImageFiles.noise(9, 14, "png", i))) {
                files.add(ByteBuffer.wrap(Resized.of(file.decode(), new ImageShape(3, 9, 14))));
            }
        }
        ImageSet train = data(true).train();
        for (int i = 0; i < train.count(); i++) {
            assertThat(files.contains(ByteBuffer.wrap(train.image(i).pixels()))).isEqualTo(train.labels()[i] == 0);
        }
    }

    /** So normalisation does not depend on how large the files are. */
    @Test
    void statisticsAreThoseOfTheImagesInTheSizeThatIsAskedFor() {
        ImageSet original = data(true).train();
        ImageSet resized = data(false).train();
        for (int i = 0; i < original.count(); i++) {
            assertThat(original.sums(i).pixels()).isEqualTo(SIZE * SIZE);
            assertThat(original.sums(i).values()).isEqualTo(resized.sums(i).values());
            assertThat(original.sums(i).products()).isEqualTo(resized.sums(i).products());
            assertThat(original.sha256(i)).isNotEqualTo(resized.sha256(i));
        }
    }

    @Test
    void theyNeedASizeForNetsAndAreNotHeldInMemory() {
        assertThatThrownBy(() -> parameters(true, Optional.empty()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'size'");
        assertThatThrownBy(() -> new ImageFolder.Parameters(
                        "x", Optional.empty(), Optional.of(SIZE), 3, 0.2, 0.01, ImageFolder.Decode.MEMORY, true))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("streamed");
    }

    private ImageData data(boolean original) {
        return module().load(parameters(original, Optional.of(SIZE)), access());
    }

    private ImageFolder.Parameters parameters(boolean original, Optional<Integer> size) {
        return new ImageFolder.Parameters(
                folder.toString(), Optional.empty(), size, 3, 0.2, 0.01, ImageFolder.Decode.AUTO, original);
    }
}
