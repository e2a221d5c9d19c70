package dev.stride.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An image file's content, whose size is known before it is decoded. */
final class ImageFile implements Closeable {

    /** More are refused. */
    static final long MOST_PIXELS = 64_000_000;

    static {
        ImageIO.setUseCache(false);
    }

    private final ImageReader reader;
    private final int height;
    private final int width;

    private ImageFile(ImageReader reader) throws IOException {
        this.reader = reader;
        this.height = reader.getHeight(0);
        this.width = reader.getWidth(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new IOException("more than " + MOST_PIXELS + " pixels");
        }
    }

    /** @throws IOException where it is no image, or too large a one */
    static ImageFile open(byte[] content) throws IOException {
        ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content));
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException("no image");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            return new ImageFile(reader);
        } catch (IOException | RuntimeException e) {
            reader.dispose();
            throw e;
        }
    }

    /** In pixels. */
    int height() {
        return height;
    }

    /** In pixels. */
    int width() {
        return width;
    }

    RgbRows decode() throws IOException {
        return RgbRows.of(reader.read(0));
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
