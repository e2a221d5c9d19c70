package dev.stride.artifacts;

import dev.stride.model.ArtifactRef;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Passes bytes on, and knows what an artifact of them is called. For one thread. */
final class NamingStream extends FilterOutputStream {

    private final MessageDigest digest = Sha256.begin();
    private long bytes;

    NamingStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        digest.update((byte) value);
        bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        out.write(values, offset, length);
        digest.update(values, offset, length);
        bytes += length;
    }

    /** The name of what was written; to be asked once, at the end. */
    ArtifactRef name() {
        return new ArtifactRef(HexFormat.of().formatHex(digest.digest()), bytes);
    }
}
