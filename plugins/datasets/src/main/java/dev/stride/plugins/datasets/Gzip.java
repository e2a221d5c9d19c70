package dev.stride.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Gzipped content, unpacked up to a bound. */
final class Gzip {

    /** More than any file of an MNIST-like set has. */
    private static final int MOST = 256 << 20;

    private Gzip() {}

    /** The content, unpacked where it is packed. */
    static byte[] unpack(byte[] content) throws IOException {
        if (content.length < 2 || content[0] != (byte) 0x1F || content[1] != (byte) 0x8B) {
            return content;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] unpacked = in.readNBytes(MOST + 1);
            if (unpacked.length > MOST) {
                throw new IOException("unpacks to more than " + MOST + " bytes");
            }
            return unpacked;
        }
    }
}
