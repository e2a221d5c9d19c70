package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command of the distribution said and how it ended. */
record Ended(int code, String out, String err) {

    /**
     * Runs {@code stride}.
     *
     * @param folder where it runs, and where its words of trouble are kept meanwhile
     */
    static Ended of(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(StrideProcess.launcher().toString()));
        command.addAll(arguments);
        Path errors = folder.resolve("stderr.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(errors));
    }
}
