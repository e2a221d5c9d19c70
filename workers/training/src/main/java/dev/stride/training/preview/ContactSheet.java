package dev.stride.training.preview;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks of rows and columns of images, each pixel as a square of whole pixels, under the block's title. For one thread.
 */
final class ContactSheet {

    private static final Logger LOG = LoggerFactory.getLogger(ContactSheet.class);

    private static final int SMALLEST_CELL = 64;
    private static final int MARGIN = 8;
    private static final int GAP = 2;
    private static final int TITLE = 20;
    private static final int FONT = 12;

    private static final float SMALLEST_FONT = 9;
    private static final String ELLIPSIS = "...";

    /** 200 MB of memory. */
    private static final long MOST_PIXELS = 50_000_000;

    private final int rows;
    private final int magnified;
    private final int cellWidth;
    private final int cellHeight;
    private final BufferedImage sheet;

    /**
     * An empty one.
     *
     * @param columns beside the first, from which a wider gap parts them
     * @throws PlatformException with {@code TOO_LARGE} where it would have more than 50 million pixels
     */
    ContactSheet(ImageShape image, int blocks, int rows, int columns) {
        int smaller = Math.min(image.width(), image.height());
        this.rows = rows;
        this.magnified = (SMALLEST_CELL + smaller - 1) / smaller;
        this.cellWidth = magnified * image.width();
        this.cellHeight = magnified * image.height();
        long width = 3L * MARGIN + (columns + 1L) * cellWidth + (columns - 1L) * GAP;
        long height = MARGIN + blocks * (TITLE + rows * (long) (cellHeight + GAP) - GAP + MARGIN);
        if (width * height > MOST_PIXELS) {
            throw new PlatformException(
                    ErrorCode.TOO_LARGE,
                    "the sheet would have " + width + " by " + height + " pixels; at most " + MOST_PIXELS
                            + " in all are drawn",
                    "show fewer --images, --draws or pipelines");
        }
        this.sheet = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            sheet.setRGB(0, y, (int) width, 1, line((int) width), 0, (int) width);
        }
    }

    private static int[] line(int width) {
        int[] line = new int[width];
        Arrays.fill(line, Color.WHITE.getRGB());
        return line;
    }

    int width() {
        return sheet.getWidth();
    }

    int height() {
        return sheet.getHeight();
    }

    /** As so many pixels of the sheet is one of an image, on either axis. */
    int magnified() {
        return magnified;
    }

    /** Where a column begins; 0 is the first. */
    int left(int column) {
        return MARGIN + column * cellWidth + (column == 0 ? 0 : MARGIN + (column - 1) * GAP);
    }

    /** Where a row of a block begins. */
    int top(int block, int row) {
        return head(block) + TITLE + row * (cellHeight + GAP);
    }

    private int head(int block) {
        return MARGIN + block * (TITLE + rows * (cellHeight + GAP) - GAP + MARGIN);
    }

    void put(int block, int row, int column, BufferedImage image) {
        int left = left(column);
        int top = top(block, row);
        for (int y = 0; y < cellHeight; y++) {
            for (int x = 0; x < cellWidth; x++) {
                sheet.setRGB(left + x, top + y, image.getRGB(x / magnified, y / magnified));
            }
        }
    }

    /**
     * Writes a block's title over it, smaller where it is long, and cut where that does not suffice; leaves it out on a machine without fonts, where Java throws
     * whatever it likes.
     */
    void title(int block, String text) {
        Graphics2D pen = sheet.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(Color.BLACK);
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT));
            int room = width() - 2 * MARGIN;
            float wide = pen.getFontMetrics().stringWidth(text);
            pen.setFont(pen.getFont().deriveFont(Math.max(SMALLEST_FONT, FONT * Math.min(1, room / wide))));
            pen.drawString(cut(text, pen.getFontMetrics(), room), MARGIN, head(block) + FONT);
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.info("no titles are drawn", e);
        } finally {
            pen.dispose();
        }
    }

    /** As much of a text as there is room for. */
    private static String cut(String text, FontMetrics font, int room) {
        if (font.stringWidth(text) <= room) {
            return text;
        }
        int kept = text.length();
        while (kept > 0 && font.stringWidth(text.substring(0, kept) + ELLIPSIS) > room) {
            kept--;
        }
        return text.substring(0, kept) + ELLIPSIS;
    }

    /** Writes the sheet as PNG over a file. */
    void write(Path file) {
        try {
            ImageIO.write(sheet, "png", file.toFile());
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "'" + file + "' cannot be written: " + e.getMessage(),
                    "check its folder, rights and space",
                    e);
        }
    }
}
