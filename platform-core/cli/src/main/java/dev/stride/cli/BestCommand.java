package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the best trial of an experiment, and saves its weights. */
@Command(
        name = "best",
        mixinStandardHelpOptions = true,
        description = "Shows the best trial of an experiment, and saves its weights.")
final class BestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, or 'last'.")
    private String id = "";

    @Option(names = "--save", paramLabel = "FILE", description = "Save its last checkpoint as safetensors.")
    private Optional<Path> save = Optional.empty();

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            String path = "/api/v1/experiments/" + ApiClient.encoded(id);
            JsonNode best = connection.client().get(path + "/best");
            spec.commandLine()
                    .getOut()
                    .println(best.path("id").asText() + "  "
                            + best.path("label").asText()
                            + "  validation "
                            + Tables.percent(best.path("best").path("value").asDouble())
                            + "  test "
                            + Tables.percent(best.path("testAccuracy").asDouble()));
            if (save.isPresent()) {
                String trial = path + "/trials/" + best.path("number").asInt() + "/checkpoint";
                write(connection.client().bytes(trial), save.get());
                spec.commandLine().getErr().println("saved to " + save.get());
            }
            return Exit.OK;
        }
    }

    /** Whole or not at all. */
    private static void write(byte[] content, Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        try {
            Path unfinished = Files.createTempFile(folder, ".stride", ".unfinished");
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL, "'" + file + "' cannot be written", "check the folder and its rights", e);
        }
    }
}
