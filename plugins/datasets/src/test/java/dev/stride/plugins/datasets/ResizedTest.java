package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizedTest {

    @Property(tries = 300)
    void eachNewPixelIsAMeanOfOldOnes(
            @ForAll @IntRange(min = 1, max = 90) int from, @ForAll @IntRange(min = 1, max = 90) int to) {
        var resampling = Resampling.of(from, to);
        double[] used = new double[from];
        for (int i = 0; i < to; i++) {
            double[] weights = resampling.weights(i);
            assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
            for (int k = 0; k < weights.length; k++) {
                assertThat(weights[k]).isPositive();
                used[resampling.first(i) + k] += weights[k];
            }
        }
        if (to < from) {
            for (double share : used) {
                assertThat(share).as("every old pixel counts alike").isCloseTo((double) to / from, within(1e-12));
            }
        }
    }

    @Property(tries = 100)
    void theSameSizeChangesNothing(
            @ForAll @IntRange(min = 1, max = 9) int height, @ForAll @IntRange(min = 1, max = 9) int width) {
        BufferedImage image = noise(height, width);
        byte[] pixels = resized(image, 3, height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int rgb = (pixels[at] & 0xFF) << 16
                        | (pixels[height * width + at] & 0xFF) << 8
                        | pixels[2 * height * width + at] & 0xFF;
                assertThat(rgb).isEqualTo(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
    }

    @Property(tries = 200)
    void aPlainImageStaysPlain(
            @ForAll @IntRange(min = 1, max = 40) int from,
            @ForAll @IntRange(min = 1, max = 40) int to,
            @ForAll @IntRange(min = 0, max = 255) int value) {
        var image = new BufferedImage(from, from, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < from * from; i++) {
            image.setRGB(i % from, i / from, 0x010101 * value);
        }
        assertThat(resized(image, 3, to, to)).containsOnly((byte) value);
    }

    @Test
    void shrinkingTakesTheMeanOfTheArea() {
        byte[] pixels = resized(row(0, 90, 200, 10, 20, 30), 1, 1, 2);
        assertThat(pixels).containsExactly(97, 20);
        assertThat(resized(row(0, 60, 120), 1, 1, 2)).containsExactly(20, 100);
    }

    @Test
    void shrunkenNoiseIsAsEvenAsItsMeans() {
        byte[] pixels = resized(noise(512, 512), 1, 32, 32);
        double mean = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            mean += (pixel & 0xFF) / 1024.0;
            squares += (pixel & 0xFF) * (pixel & 0xFF) / 1024.0;
        }
        // Uniform noise deviates by 74, its luma by 74 * |(0.299, 0.587, 0.114)| = 49, a mean of 256 by a sixteenth.
        assertThat(Math.sqrt(squares - mean * mean)).isCloseTo(49.4 / 16, within(0.4));
    }

    @Test
    void enlargingIsBilinearBetweenCentres() {
        assertThat(resized(row(0, 100), 1, 1, 4)).containsExactly(0, 25, 75, 100);
    }

    private static byte[] resized(BufferedImage image, int channels, int height, int width) {
        return Resized.of(RgbRows.of(image), new ImageShape(channels, height, width));
    }

    private static BufferedImage row(int... values) {
        var image = new BufferedImage(values.length, 1, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < values.length; x++) {
            image.setRGB(x, 0, 0x010101 * values[x]);
        }
        return image;
    }

    private static BufferedImage noise(int height, int width) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        RandomStream random = RandomStream.of(5);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }
}
