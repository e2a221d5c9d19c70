package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that draws augmentations, on the sample of clothes that ships. */
class AugmentPreviewTest {

    private static final int CELL = 84;

    @TempDir
    Path folder;

    @Test
    void stepsAreDrawn() throws IOException, InterruptedException {
        Ended ended =
                preview("mirror", "{rotation: {degrees: 20}}", "--images", "3", "--draws", "4", "-o", "sheet.png");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("sheet.png, 450x292 pixels; images of 1x28x28, magnified 3 times")
                .contains("pipeline: mirror, rotation {degrees: 20}")
                .contains("fashion-mnist: t-shirt, dress, shirt");
        BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
        assertThat(List.of(sheet.getWidth(), sheet.getHeight())).containsExactly(450, 292);
        int[] original = cell(sheet, 8);
        for (int column = 1; column <= 4; column++) {
            assertThat(cell(sheet, 16 + CELL + (column - 1) * (CELL + 2))).isNotEqualTo(original);
        }
        assertThat(Arrays.stream(original).distinct().count()).isGreaterThan(20);
        assertThat(preview("cutout", "-o", "sheet.png").err()).contains("is there already", "--force");
    }

    /** Of the first row. */
    private static int[] cell(BufferedImage sheet, int left) {
        return sheet.getRGB(left, 28, CELL, CELL, null, 0, CELL);
    }

    @Test
    void theShippedAugmentationsAreDrawn() throws IOException, InterruptedException {
        Ended ended = preview("augmentation-leave-one-out", "--images", "1", "--draws", "1");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().filter(line -> line.startsWith("block"))).hasSize(6);
        assertThat(ImageIO.read(folder.resolve("preview.png").toFile())).isNotNull();
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNothing() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("grey.yaml"), """
                experiment: grey
                dataset: fashion-mnist
                space:
                  architecture: lenet-5
                  augmentation: {paler: [saturation]}
                """);
        Ended file = preview("grey.yaml");
        assertThat(file.err()).startsWith("stride: grey.yaml:5:3: space.augmentation: saturation needs");
        assertThat(file.code()).isEqualTo(2);
        assertThat(preview("grey.yaml", "--dataset", "mnist").code()).isEqualTo(2);
        Ended steps = preview("saturation", "pca-colour");
        assertThat(steps.err())
                .contains("saturation needs images with three channels", "pca-colour needs images with three channels");
        assertThat(steps.code()).isEqualTo(2);
        assertThat(preview("miror").err()).contains("unknown augmentation 'miror'", "'mirror'");
        assertThat(preview("absent.yaml").code()).isEqualTo(5);
        assertThat(preview("mirror", "--draws", "0").code()).isEqualTo(2);
        assertThat(preview("mirror", "--seed", "-3").err()).contains("--seed -3", "from 0");
        assertThat(preview("mirror", "--images", "1000", "--draws", "1000").err())
                .contains("--draws");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("grey.yaml", "data", "stderr.txt");
    }

    private Ended preview(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("augment", "preview", "--data", folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        return Ended.of(folder, command);
    }
}
