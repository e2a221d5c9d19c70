package dev.stride.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a data folder says of the server that runs on it. It may be stale, since a killed server leaves it behind: the
 * server that answers at the address is the right one only where it answers with the same instance.
 *
 * @param url for example {@code http://localhost:8686}
 * @param instance the name that this start of the server gave itself
 */
record ServerFile(String url, String instance) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerFile.class);

    /** What stands in a data folder; empty where there is nothing, or nothing that can be read. */
    static Optional<ServerFile> of(Home home) {
        try {
            List<String> lines = Files.readAllLines(home.serverFile(), StandardCharsets.UTF_8);
            return lines.size() == 2
                    ? Optional.of(
                            new ServerFile(lines.get(0).strip(), lines.get(1).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes it, whole or not at all. */
    void write(Home home) {
        Path unfinished = home.serverFile().resolveSibling("server.unfinished");
        try {
            Files.writeString(unfinished, url + "\n" + instance + "\n");
            Files.move(
                    unfinished, home.serverFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what stands in a data folder. What stays behind is as what a killed server leaves: it misleads nobody. */
    static void delete(Home home) {
        try {
            Files.deleteIfExists(home.serverFile());
        } catch (IOException e) {
            LOG.warn("the file '{}' cannot be removed", home.serverFile(), e);
        }
    }
}
