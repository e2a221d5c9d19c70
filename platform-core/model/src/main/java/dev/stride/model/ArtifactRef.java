package dev.stride.model;

import java.util.regex.Pattern;

/**
 * Content in the artifact store.
 *
 * @param sha256 its hash in lower-case hexadecimal, which is also its name
 * @param bytes its size
 */
public record ArtifactRef(String sha256, long bytes) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ArtifactRef {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hexadecimal");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be " + bytes);
        }
    }
}
