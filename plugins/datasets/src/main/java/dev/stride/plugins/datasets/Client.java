package dev.stride.plugins.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a package client, with a time limit; its output is thrown away. */
final class Client {

    private static final long MINUTES = 5;

    private Client() {}

    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is not installed", e);
        }
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " took longer than " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command[0] + " ended with code " + process.exitValue());
        }
    }
}
