package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Hashtable;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {

    private static final int SIDE = 16;
    /** Where a PNG has its width, and then its height. */
    private static final int PNG_WIDTH = 16;

    @ParameterizedTest
    @CsvSource({"png, 0", "png, 60", "png, 128", "png, 255", "jpg, 60", "jpg, 128", "bmp, 60"})
    void greyComesThroughAsItIsWithAndWithoutAnotherSize(String format, int value) throws IOException {
        byte[] file = encoded(plain(BufferedImage.TYPE_BYTE_GRAY, value), format);
        for (int channels : new int[] {1, 3}) {
            for (int size : new int[] {SIDE, SIDE / 2, SIDE * 2}) {
                assertThat(decoded(file, channels, size)).containsOnly((byte) value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 128, 255})
    void sixteenBitGreyKeepsItsUpperByte(int value) throws IOException {
        byte[] file = encoded(plain(BufferedImage.TYPE_USHORT_GRAY, value << 8 | 0x7F), "png");
        assertThat(decoded(file, 1, SIDE)).containsOnly((byte) value);
        assertThat(decoded(file, 3, SIDE / 2)).containsOnly((byte) value);
    }

    @Test
    void transparentGreyLiesOverBlack() throws IOException {
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                BufferedImage.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            raster.setPixel(i % SIDE, i / SIDE, new int[] {200, 51});
        }
        byte[] file = encoded(new BufferedImage(model, raster, false, new Hashtable<>()), "png");
        assertThat(decoded(file, 1, SIDE)).containsOnly(200 * 51 / 255);
    }

    @Test
    void colourKeepsItsChannelsAndTurnsGreyByLuma() throws IOException {
        byte[] file = encoded(plain(BufferedImage.TYPE_INT_RGB, 0xFF8000), "png");
        byte[] pixels = decoded(file, 3, 2);
        assertThat(pixels).containsExactly(-1, -1, -1, -1, -128, -128, -128, -128, 0, 0, 0, 0);
        assertThat(decoded(file, 1, SIDE)).containsOnly((byte) Math.round(0.299 * 255 + 0.587 * 128));
    }

    @Test
    void palettesAndBitmapsGiveTheirColours() throws IOException {
        for (String format : new String[] {"gif", "bmp"}) {
            byte[] pixels = decoded(encoded(plain(BufferedImage.TYPE_INT_RGB, 0xFF8000), format), 3, 1);
            assertThat(pixels).as(format).containsExactly(-1, -128, 0);
        }
    }

    @Test
    void transparentColourLiesOverBlack() throws IOException {
        byte[] file = encoded(plain(BufferedImage.TYPE_INT_ARGB, 0x00FFFFFF), "png");
        assertThat(decoded(file, 3, SIDE)).containsOnly(0);
    }

    @Test
    void theSizeIsKnownWithoutTheImage() throws IOException {
        byte[] file = encoded(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png");
        try (ImageFile image = ImageFile.open(Arrays.copyOf(file, 40))) {
            assertThat(image.height()).isEqualTo(20);
            assertThat(image.width()).isEqualTo(30);
            assertThatThrownBy(image::decode).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNoImageOrTooLargeAnImageIsRefused() throws IOException {
        assertThatThrownBy(() -> ImageFile.open(new byte[100])).hasMessage("no image");
        byte[] file = encoded(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png");
        ByteBuffer.wrap(file).putInt(PNG_WIDTH, 9_000).putInt(PNG_WIDTH + Integer.BYTES, 9_000);
        assertThatThrownBy(() -> ImageFile.open(file)).hasMessage("more than 64000000 pixels");
    }

    private static BufferedImage plain(int type, int sample) {
        var image = new BufferedImage(SIDE, SIDE, type);
        boolean grey = type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY;
        for (int i = 0; i < SIDE * SIDE; i++) {
            if (grey) {
                image.getRaster().setSample(i % SIDE, i / SIDE, 0, sample);
            } else {
                image.setRGB(i % SIDE, i / SIDE, sample);
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] decoded(byte[] file, int channels, int size) throws IOException {
        try (ImageFile image = ImageFile.open(file)) {
            return Resized.of(image.decode(), new ImageShape(channels, size, size));
        }
    }
}
