package dev.stride.plugins.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps a survey in the data set's cache folder: a digest over what it is of and all rows, then the rows. So one of other
 * files, or a damaged one, is not taken for this.
 *
 * @param file the only one for a folder and the way in which it is decoded, whatever becomes of its images
 * @param of what tells that the images, and how they are decoded, are still the same
 */
record SurveyFile(Path file, String of) {

    private static final int DIGEST = 32;

    /** The file of a folder or archive as it is now. */
    static SurveyFile of(Path cache, ImageFolder.Parameters parameters) {
        String way = String.join(
                "\n",
                parameters.path(),
                parameters.labels().orElse(""),
                String.valueOf(parameters.channels()),
                parameters.size().map(String::valueOf).orElse("any"),
                String.valueOf(parameters.original()));
        String name =
                "survey-" + Sha256.of(way.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        // Another Java may decode a JPEG to other pixels.
        String decoder = System.getProperty("java.runtime.version");
        String stamp = FileStamp.of(parameters.path())
                + parameters.labels().map(FileStamp::of).orElse("");
        return new SurveyFile(cache.resolve(name), way + "\n" + decoder + "\n" + stamp);
    }

    /** What was kept of so many images; empty where that is nothing, or no longer right. */
    Optional<SurveyRows> read(int channels, int images) {
        long length = DIGEST + (long) SurveyRows.length(channels) * images;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) != length) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            byte[] rows = Arrays.copyOfRange(content, DIGEST, content.length);
            return Arrays.equals(Arrays.copyOf(content, DIGEST), digest(rows))
                    ? Optional.of(new SurveyRows(channels, rows))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps rows in the place of others. */
    void write(SurveyRows rows) throws IOException {
        byte[] content = Arrays.copyOf(digest(rows.bytes()), DIGEST + rows.bytes().length);
        System.arraycopy(rows.bytes(), 0, content, DIGEST, rows.bytes().length);
        WholeFile.write(file, content);
    }

    private byte[] digest(byte[] rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(of.getBytes(StandardCharsets.UTF_8));
            digest.update(rows);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
