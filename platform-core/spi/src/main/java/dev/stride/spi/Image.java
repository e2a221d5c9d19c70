package dev.stride.spi;

import dev.stride.model.ImageShape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The pixels of one image.
 *
 * @param shape of this image
 * @param pixels unsigned bytes, among which this image's are (channels, height, width), RGB where there are three
 *     channels; not to be changed
 * @param from where its first byte is
 */
public record Image(ImageShape shape, byte[] pixels, int from) {

    /** @throws IllegalArgumentException where the image would end beyond the pixels */
    public Image {
        if (from < 0 || from + shape.size() > pixels.length) {
            throw new IllegalArgumentException(
                    "an image of " + shape + " from byte " + from + " is none of " + pixels.length + " bytes");
        }
    }

    /** SHA-256 of its shape and its pixels. */
    public byte[] sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((shape + "\n").getBytes(StandardCharsets.US_ASCII));
            digest.update(pixels, from, (int) shape.size());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
