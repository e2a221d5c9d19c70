package dev.stride.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files that may be gzipped, read and unpacked up to a bound. */
final class Gzip {

    /** In bytes: more than any file of an MNIST-like set has, packed or not. */
    static final int MOST = 128 << 20;

    private Gzip() {}

    /** A file's content, unpacked where it is packed. */
    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return unpack(bounded(in, "has"));
        }
    }

    /** The content, unpacked where it is packed. */
    static byte[] unpack(byte[] content) throws IOException {
        if (content.length < 2 || content[0] != (byte) 0x1F || content[1] != (byte) 0x8B) {
            return content;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return bounded(in, "unpacks to");
        }
    }

    private static byte[] bounded(InputStream in, String does) throws IOException {
        byte[] content = in.readNBytes(MOST + 1);
        if (content.length > MOST) {
            throw new IOException(does + " more than " + MOST + " bytes");
        }
        return content;
    }
}
