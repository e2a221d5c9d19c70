package dev.stride.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a data folder says of the server that runs on it. It may be stale, since a killed server leaves it behind: the
 * server that answers at the address is the right one only where it answers with the same instance.
 *
 * @param url for example {@code http://localhost:8686}
 * @param instance the name that this start of the server gave itself
 */
record ServerFile(String url, String instance) {

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
}
