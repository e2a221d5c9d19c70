package dev.stride.plugins.datasets;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
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
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                ? new Grey(image)
                : new Colour(image);
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

    /** What Java's conversion to sRGB makes of it; images that are sRGB already are taken as they are. */
    private static final class Colour extends RgbRows {

        private final Raster raster;

        private Colour(BufferedImage image) {
            super(image);
            boolean plain =
                    image.getType() == BufferedImage.TYPE_3BYTE_BGR || image.getType() == BufferedImage.TYPE_INT_RGB;
            this.raster = (plain ? image : converted(image)).getRaster();
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
            return raster.getPixels(0, y, width, 1, (int[]) null);
        }
    }
}
