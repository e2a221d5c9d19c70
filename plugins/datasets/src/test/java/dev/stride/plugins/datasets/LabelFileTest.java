package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.spi.Misfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {

    @TempDir
    private Path folder;

    private Path images;

    @BeforeEach
    void write() throws IOException {
        images = folder.resolve("images");
        for (String name : List.of("1.png", "2.png", "deep/3, \u00e4.png", "4")) {
            ImageFiles.write(images.resolve(name), new byte[] {1});
        }
    }

    @Test
    void anImageHasTheLabelOfItsLine() throws IOException {
        assertThat(entries("2.png,dog\n1.png,cat\n")).containsExactly(entry("1.png", "cat"), entry("2.png", "dog"));
    }

    @Test
    void aHeaderQuotesSplitsAndOtherLineEndsAreUnderstood() throws IOException {
        assertThat(
                        entries(
                                "\ufeffPath,Label,Split\r\n\"deep/3, \u00e4.png\",\"a \"\"cat\"\"\",test\r\n\r\n1.png, dog ,train\r\n4,cat,"))
                .containsExactly(
                        new ImageTree.Entry("1.png", "dog", ImageTree.Part.TRAIN),
                        entry("4", "cat"),
                        new ImageTree.Entry("deep/3, \u00e4.png", "a \"cat\"", ImageTree.Part.TEST));
    }

    @Test
    void labelsMayLieBesideTheImages() throws IOException {
        Path labels = Files.writeString(folder.resolve("elsewhere.csv"), "1.png,cat\n");
        assertThat(LabelFile.entries(new FolderTree(images), labels.toString())).containsExactly(entry("1.png", "cat"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5.png,cat               | line 2 of labels.csv names '5.png', which is not there
            ../secret.png,cat       | line 2 of labels.csv names '../secret.png', which is not there
            1.png,cat               | line 2 of labels.csv names '1.png' a second time
            2.png,                  | line 2 of labels.csv has no label
            2.png                   | line 2 of labels.csv has 1 fields
            2.png,cat,test,more     | line 2 of labels.csv has 4 fields
            2.png,cat,tset          | line 2 of labels.csv has the split 'tset'
            2.png,"cat              | are no CSV
            """)
    void aLineThatIsWrongIsNamed(String line, String message) {
        assertThatThrownBy(() -> entries("1.png,dog\n" + line))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining(message);
    }

    @Test
    void labelsThatAreNowhereAreRefused() {
        for (String name : List.of("absent.csv", "a\0b", folder.toString())) {
            assertThatThrownBy(() -> LabelFile.entries(new FolderTree(images), name))
                    .isInstanceOf(Misfit.class)
                    .hasMessageContaining("are neither among the images nor a file that can be read");
        }
    }

    private List<ImageTree.Entry> entries(String labels) throws IOException {
        Files.writeString(images.resolve("labels.csv"), labels);
        return LabelFile.entries(new FolderTree(images), "labels.csv");
    }

    private static ImageTree.Entry entry(String name, String label) {
        return new ImageTree.Entry(name, label, ImageTree.Part.UNSAID);
    }
}
