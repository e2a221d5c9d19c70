package dev.stride.artifacts;

import dev.stride.model.ArtifactRef;
import java.nio.file.Path;
import java.util.HexFormat;

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
    ArtifactRef put(byte[] content);

    /** What {@link #put} would call content; nothing is kept. */
    static ArtifactRef nameOf(byte[] content) {
        return new ArtifactRef(HexFormat.of().formatHex(Sha256.begin().digest(content)), content.length);
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
