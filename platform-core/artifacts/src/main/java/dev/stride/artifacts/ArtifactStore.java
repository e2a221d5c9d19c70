package dev.stride.artifacts;

import dev.stride.model.ArtifactRef;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Content-addressed files: what has the same bytes has the same name and is kept once. Safe for use by several threads
 * and by several processes on one folder.
 *
 * <ol>
 *   <li>What is put is there whole, on disk, once {@link #put} has returned, or not at all.
 *   <li>What is there never changes.
 * </ol>
 */
public interface ArtifactStore {

    /**
     * Keeps content. A file of its name that was damaged is replaced.
     *
     * @throws dev.stride.model.PlatformException with {@code DISK_FULL} where it cannot be written
     */
    ArtifactRef put(ArtifactContent content);

    /** The same for bytes in memory. */
    default ArtifactRef put(byte[] content) {
        return put(out -> out.write(content));
    }

    /** What {@link #put} would call content; nothing is kept. */
    static ArtifactRef nameOf(ArtifactContent content) {
        try {
            var named = new NamingStream(OutputStream.nullOutputStream());
            content.writeTo(named);
            return named.name();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was to be written", e);
        }
    }

    /** Whether there is a file of its name and size; {@link #open} reads it. */
    boolean contains(ArtifactRef artifact);

    /**
     * A file with the content, verified.
     *
     * @throws dev.stride.model.PlatformException with {@code NOT_FOUND} where it is not there, with {@code CORRUPT}
     *     where size or hash differ
     */
    Path open(ArtifactRef artifact);

    /** Removes content; nothing happens where it is not there. */
    void delete(ArtifactRef artifact);
}
