package dev.stride.plugins.datasets;

import dev.stride.model.RandomStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files for tests: noise in any size and format, and zips of folders. */
final class ImageFiles {

    private ImageFiles() {}

    /** @param format as Java names it: png, jpg */
    static byte[] noise(int height, int width, String format, long seed) throws IOException {
        RandomStream random = RandomStream.of(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    static Path zip(Path folder, Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file);
                var files = Files.walk(folder)) {
            for (Path image : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(folder.relativize(image).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(image));
            }
        }
        return zip;
    }
}
