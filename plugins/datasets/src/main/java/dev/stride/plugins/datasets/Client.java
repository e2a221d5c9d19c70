package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A package client that may be installed. A run of it ends, with all that it started, when its time is over or the
 * thread that waits is interrupted.
 *
 * @param command its name on the path, or its file
 * @param patience how long a run may take
 */
record Client(String command, Duration patience) {

    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final String COMPLAINTS = "complaints.txt";
    private static final int LONGEST = 200;

    Client(String command) {
        this(command, USUAL);
    }

    /**
     * Runs it.
     *
     * @param folder that it works in
     * @throws IOException with its first complaint where it fails
     */
    void run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path complaints = folder.resolve(COMPLAINTS);
        Process process = start(folder, complaints, arguments);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command + " took longer than " + patience.toSeconds() + " s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " ended with code " + process.exitValue() + complaint(complaints));
        }
    }

    private Process start(Path folder, Path complaints, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(complaints.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(command + " is not installed", e);
        }
    }

    /** Bounded and without control characters, whatever the client writes. */
    private static String complaint(Path complaints) throws IOException {
        try (InputStream in = Files.newInputStream(complaints)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", "").strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        }
    }
}
