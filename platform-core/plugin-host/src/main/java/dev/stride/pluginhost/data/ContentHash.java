package dev.stride.pluginhost.data;

import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a data set's classes, shapes, labels and the digest of each image: equal data, equal name, wherever it came
 * from and wherever it is held.
 */
public final class ContentHash {

    private ContentHash() {}

    /** In lower-case hexadecimal. Remarks do not count. */
    public static String of(ImageData data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\n", data.classes()).getBytes(StandardCharsets.UTF_8));
            add(digest, data.train());
            add(digest, data.test());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, ImageSet images) {
        digest.update(("\n" + images.count() + " " + images.shape() + "\n").getBytes(StandardCharsets.UTF_8));
        ByteBuffer labels = ByteBuffer.allocate(images.count() * Integer.BYTES);
        labels.asIntBuffer().put(images.labels());
        digest.update(labels);
        for (int i = 0; i < images.count(); i++) {
            digest.update(images.sha256(i));
        }
    }
}
