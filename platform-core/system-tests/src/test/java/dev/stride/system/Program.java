package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the machine that tests run. */
final class Program {

    private Program() {}

    /** Where a program is. A missing one skips a test, but not where the build is meant to be complete. */
    static Path installed(String program) {
        Path found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        boolean there = !found.toString().isEmpty();
        assertThat(there || System.getenv("CI") == null)
                .as(program + " is installed under CI")
                .isTrue();
        assumeTrue(there, program + " is not installed");
        return found;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
