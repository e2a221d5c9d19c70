package dev.stride.training.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactSheetTest {

    private static final int MARGIN = 8;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 60, 400})
    void aTitleStaysInsideOfTheSheetHoweverLongItIs(int letters) throws IOException {
        BufferedImage sheet = titled("m".repeat(letters));
        assertThat(margin(sheet)).as("the right margin").allMatch(colour -> colour == Color.WHITE.getRGB());
    }

    @Test
    void aLongerTitleIsDrawnWiderUntilItFillsTheSheet() throws IOException {
        BufferedImage without = titled("");
        BufferedImage one = titled("m");
        BufferedImage three = titled("mmm");
        org.junit.jupiter.api.Assumptions.assumeTrue(ink(one) > ink(without), "there are fonts");
        assertThat(ink(three)).isGreaterThan(ink(one));
    }

    private BufferedImage titled(String title) throws IOException {
        var sheet = new ContactSheet(new ImageShape(1, 8, 8), 1, 1, 2);
        sheet.title(0, title);
        Path file = folder.resolve("sheet.png");
        sheet.write(file);
        return ImageIO.read(file.toFile());
    }

    private static IntStream margin(BufferedImage sheet) {
        return IntStream.range(0, sheet.getHeight())
                .flatMap(y -> IntStream.range(sheet.getWidth() - MARGIN, sheet.getWidth())
                        .map(x -> sheet.getRGB(x, y)));
    }

    private static long ink(BufferedImage sheet) {
        return IntStream.range(0, sheet.getHeight())
                .flatMap(y -> IntStream.range(0, sheet.getWidth()).map(x -> sheet.getRGB(x, y)))
                .filter(colour -> colour != Color.WHITE.getRGB())
                .count();
    }
}
