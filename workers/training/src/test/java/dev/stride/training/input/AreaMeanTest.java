package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Image;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AreaMeanTest {

    @Test
    void theSizeThatItHasIsTheImageItself() {
        Image image = image(3, 4, 5, 1);
        assertThat(new AreaMean().of(image, 4, 5)).isSameAs(image);
    }

    @Test
    void halfTheSizeIsTheMeanOfFour() {
        byte[] pixels = {0, 10, 20, 30, 40, 50, (byte) 200, (byte) 255};
        Image half = new AreaMean().of(new Image(new ImageShape(1, 2, 4), pixels, 0), 1, 2);
        assertThat(pixels(half)).containsExactly(25, 126);
    }

    @Test
    void aPixelThatIsCutCountsByItsParts() {
        byte[] pixels = {0, 90, (byte) 240};
        Image two = new AreaMean().of(new Image(new ImageShape(1, 1, 3), pixels, 0), 1, 2);
        assertThat(pixels(two)).containsExactly(30, 190);
    }

    /** Against the definition: the area that each old pixel shares with the new one. */
    @Property(tries = 200)
    void everyPixelIsTheMeanOfTheAreaThatItCovers(
            @ForAll @IntRange(min = 1, max = 12) int oldHeight,
            @ForAll @IntRange(min = 1, max = 12) int oldWidth,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll long seed) {
        Image image = image(2, oldHeight, oldWidth, seed);
        int newHeight = Math.min(height, oldHeight);
        int newWidth = Math.min(width, oldWidth);
        int[] smaller = pixels(new AreaMean().of(image, newHeight, newWidth));
        int[] old = pixels(image);
        for (int c = 0; c < 2; c++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    long sum = 0;
                    for (int i = 0; i < oldHeight; i++) {
                        for (int j = 0; j < oldWidth; j++) {
                            sum += (long) shared(i, newHeight, y, oldHeight)
                                    * shared(j, newWidth, x, oldWidth)
                                    * old[(c * oldHeight + i) * oldWidth + j];
                        }
                    }
                    assertThat(smaller[(c * newHeight + y) * newWidth + x])
                            .isEqualTo((int) Math.round((double) sum / (oldHeight * oldWidth)));
                }
            }
        }
    }

    @Test
    void memoryThatIsUsedAgainLeavesNothingOfTheImageBefore() {
        var smaller = new AreaMean();
        smaller.of(image(3, 40, 50, 1), 20, 30);
        Image image = image(1, 9, 11, 2);
        assertThat(pixels(smaller.of(image, 4, 5))).isEqualTo(pixels(new AreaMean().of(image, 4, 5)));
    }

    /** How much of two pixels lies on each other, the n-th of one length and the m-th of another. */
    private static int shared(int n, int length, int m, int other) {
        return Math.max(0, Math.min((n + 1) * length, (m + 1) * other) - Math.max(n * length, m * other));
    }

    private static Image image(int channels, int height, int width, long seed) {
        RandomStream random = RandomStream.of(seed);
        var shape = new ImageShape(channels, height, width);
        byte[] pixels = new byte[3 + (int) shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return new Image(shape, pixels, 3);
    }

    private static int[] pixels(Image image) {
        int[] pixels = new int[(int) image.shape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixels()[image.from() + i] & 0xFF;
        }
        return pixels;
    }
}
