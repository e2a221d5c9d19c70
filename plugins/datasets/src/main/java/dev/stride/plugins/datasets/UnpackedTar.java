package dev.stride.plugins.datasets;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The tar in a packed one. It is unpacked into the cache once, until the packed one changes, since images are wanted in any
 * order.
 */
final class UnpackedTar {

    private static final int BUFFER = 1 << 16;

    private UnpackedTar() {}

    /** @throws IOException where the packed one is damaged */
    static Path of(Path packed, Path cache) throws IOException {
        WholeFile.sweep(cache);
        byte[] place = packed.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        String name = "unpacked-" + Sha256.of(place).substring(0, 16) + "-";
        Path tar = cache.resolve(name + FileStamp.of(packed.toString()) + ".tar");
        if (!Files.exists(tar)) {
            removeEarlier(cache, name, tar);
            unpack(packed, tar);
        }
        return tar;
    }

    /** Of the same file, before it changed. Who reads them goes on doing so; another process may just have unpacked this one. */
    private static void removeEarlier(Path cache, String name, Path current) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(cache, name + "*.tar")) {
            for (Path file : earlier) {
                if (!file.equals(current)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void unpack(Path packed, Path tar) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), BUFFER)) {
            WholeFile.write(tar, out -> copy(in, out));
        }
    }

    /** What fails here is the source's fault or the disk's, which people have to know apart. */
    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                throw new PlatformException(
                        ErrorCode.DISK_FULL,
                        "a packed tar cannot be unpacked into the data cache: " + e.getMessage(),
                        "make room, or give the folder that it unpacks to",
                        e);
            }
        }
    }
}
