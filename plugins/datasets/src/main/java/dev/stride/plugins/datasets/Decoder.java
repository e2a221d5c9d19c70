package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import dev.stride.spi.Misfit;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes image files to unsigned bytes, channels first. Files that cannot be read are counted and named; more than the
 * limit of them is a refusal. An image's size is looked at before it is decoded.
 */
final class Decoder {

    private static final long MOST_PIXELS = 64_000_000;
    private static final int NAMED = 5;
    private static final int STEP = 5_000;

    static {
        ImageIO.setUseCache(false);
    }

    private final ImageTree tree;
    private final ImageFolder.Parameters parameters;
    private final List<String> corrupt = new ArrayList<>();

    Decoder(ImageTree tree, ImageFolder.Parameters parameters) {
        this.tree = tree;
        this.parameters = parameters;
    }

    /** @param label the index of its class */
    record Decoded(String name, ImageShape shape, byte[] pixels, int label, ImageTree.Part part) {}

    List<Decoded> all(List<ImageTree.Entry> entries, List<String> classes, Consumer<String> progress) {
        var images = new ArrayList<Decoded>(entries.size());
        for (ImageTree.Entry entry : entries) {
            try {
                BufferedImage image = sized(read(entry));
                var shape = new ImageShape(parameters.channels(), image.getHeight(), image.getWidth());
                images.add(new Decoded(
                        entry.name(), shape, pixels(image, shape), classes.indexOf(entry.label()), entry.part()));
            } catch (IOException | RuntimeException e) {
                corrupt.add(entry.name());
            }
            if (images.size() % STEP == 0 && !images.isEmpty()) {
                progress.accept("read " + images.size() + " of " + entries.size() + " images");
            }
        }
        if (corrupt.size() > entries.size() * parameters.corruptLimit() || images.isEmpty()) {
            throw new Misfit(
                    corrupt.size() + " of " + entries.size() + " files cannot be read as images: " + named(),
                    "mend or remove them, or raise the data set's 'corrupt-limit'");
        }
        return images;
    }

    List<String> remarks() {
        return corrupt.isEmpty() ? List.of() : List.of(corrupt.size() + " unreadable files are left out: " + named());
    }

    private String named() {
        return String.join(", ", corrupt.subList(0, Math.min(NAMED, corrupt.size())))
                + (corrupt.size() > NAMED ? " ..." : "");
    }

    private BufferedImage read(ImageTree.Entry entry) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(tree.read(entry)))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("no image");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException("more than " + MOST_PIXELS + " pixels");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private BufferedImage sized(BufferedImage image) {
        int height = parameters.size().orElse(image.getHeight());
        int width = parameters.size().orElse(image.getWidth());
        boolean fits = height == image.getHeight() && width == image.getWidth();
        if (fits
                && image.getType() != BufferedImage.TYPE_CUSTOM
                && !image.getColorModel().hasAlpha()) {
            return image;
        }
        var resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = resized.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return resized;
    }

    private static byte[] pixels(BufferedImage image, ImageShape shape) {
        int area = shape.height() * shape.width();
        int[] rgb = image.getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width());
        byte[] pixels = new byte[area * shape.channels()];
        for (int i = 0; i < area; i++) {
            int red = rgb[i] >> 16 & 0xFF;
            int green = rgb[i] >> 8 & 0xFF;
            int blue = rgb[i] & 0xFF;
            if (shape.channels() == 1) {
                // Luma of ITU-R BT.601.
                pixels[i] = (byte) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
            } else {
                pixels[i] = (byte) red;
                pixels[area + i] = (byte) green;
                pixels[2 * area + i] = (byte) blue;
            }
        }
        return pixels;
    }
}
