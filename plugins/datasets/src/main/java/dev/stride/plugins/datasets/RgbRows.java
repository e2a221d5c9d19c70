package dev.stride.plugins.datasets;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.util.Arrays;

/** A decoded image as rows of 8-bit RGB, over black where it is transparent. */
abstract class RgbRows {

    /** Samples of a pixel. */
    static final int BANDS = 3;

    final int width;
    final int height;

    private RgbRows(BufferedImage image) {
        this.width = image.getWidth();
        this.height = image.getHeight();
    }

    /** The samples of a row, red, green and blue of each pixel in turn, from 0 to 255; the array is the caller's. */
    abstract int[] row(int y);

    static RgbRows of(BufferedImage image) {
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            return new Grey(image);
        }
        return image.getType() == BufferedImage.TYPE_3BYTE_BGR ? new Bytes(image) : new Packed(image);
    }

    /** The samples as the file has them: Java takes grey for linear light, and its conversion would brighten it. */
    private static final class Grey extends RgbRows {

        private final Raster raster;
        private final int bits;
        private final boolean transparent;

        private Grey(BufferedImage image) {
            super(image);
            this.raster = image.getRaster();
            this.bits = image.getColorModel().getComponentSize(0);
            this.transparent = image.getColorModel().hasAlpha();
        }

        @Override
        int[] row(int y) {
            int[] values = raster.getSamples(0, y, width, 1, 0, (int[]) null);
            int[] alpha = transparent ? raster.getSamples(0, y, width, 1, 1, (int[]) null) : new int[0];
            int[] row = new int[BANDS * width];
            for (int x = 0; x < width; x++) {
                int value = eight(values[x]);
                int seen = transparent ? Math.round(value * eight(alpha[x]) / 255f) : value;
                Arrays.fill(row, BANDS * x, BANDS * x + BANDS, seen);
            }
            return row;
        }

        private int eight(int sample) {
            return bits <= 8 ? sample * 255 / ((1 << bits) - 1) : sample >> (bits - 8);
        }
    }

    /** sRGB in a byte a sample, blue first, as most files are decoded. */
    private static final class Bytes extends RgbRows {

        private final byte[] samples;
        private final int stride;

        private Bytes(BufferedImage image) {
            super(image);
            this.samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            this.stride = ((ComponentSampleModel) image.getSampleModel()).getScanlineStride();
        }

        @Override
        int[] row(int y) {
            int[] row = new int[BANDS * width];
            int at = y * stride;
            for (int i = 0; i < row.length; i += BANDS) {
                row[i + 2] = samples[at++] & 0xFF;
                row[i + 1] = samples[at++] & 0xFF;
                row[i] = samples[at++] & 0xFF;
            }
            return row;
        }
    }

    /** sRGB in an int a pixel: what is so already, or what Java's conversion makes of it. */
    private static final class Packed extends RgbRows {

        private final int[] pixels;
        private final int stride;

        private Packed(BufferedImage image) {
            super(image);
            BufferedImage rgb = image.getType() == BufferedImage.TYPE_INT_RGB ? image : converted(image);
            this.pixels = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
            this.stride = ((SinglePixelPackedSampleModel) rgb.getSampleModel()).getScanlineStride();
        }

        private static BufferedImage converted(BufferedImage image) {
            var converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = converted.createGraphics();
            try {
                graphics.drawImage(image, 0, 0, null);
            } finally {
                graphics.dispose();
            }
            return converted;
        }

        @Override
        int[] row(int y) {
            int[] row = new int[BANDS * width];
            for (int x = 0; x < width; x++) {
                int pixel = pixels[y * stride + x];
                row[BANDS * x] = pixel >> 16 & 0xFF;
                row[BANDS * x + 1] = pixel >> 8 & 0xFF;
                row[BANDS * x + 2] = pixel & 0xFF;
            }
            return row;
        }
    }
}
