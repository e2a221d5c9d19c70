package dev.stride.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * One run of the demo on a data folder: its name is in the folder until the run has ended, and its experiments are
 * submitted under that name, so that a demo that was killed goes on where it was instead of beginning anew.
 */
final class DemoRun {

    private final Path file;

    private DemoRun(Path file) {
        this.file = file;
    }

    static DemoRun of(Home home) {
        return new DemoRun(home.data().resolve("demo"));
    }

    /** The idempotency key of one of its experiments. */
    String key(String experiment) {
        return "demo-" + name() + "-" + experiment;
    }

    private String name() {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return begun();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String begun() {
        String name = UUID.randomUUID().toString();
        Path unfinished = file.resolveSibling("demo.unfinished");
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(unfinished, name);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** The next demo begins anew. */
    void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
