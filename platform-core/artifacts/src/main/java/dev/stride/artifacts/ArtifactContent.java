package dev.stride.artifacts;

import java.io.IOException;
import java.io.OutputStream;

/** Content that is written as it is made, so that it need not be in memory as a whole. */
@FunctionalInterface
public interface ArtifactContent {

    /**
     * Writes all of it.
     *
     * @throws IOException where it cannot be written
     * @throws dev.stride.model.PlatformException where it cannot be made
     */
    void writeTo(OutputStream out) throws IOException;
}
