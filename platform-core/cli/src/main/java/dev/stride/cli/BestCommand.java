package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, its name, or 'last'.")
    private String id = "";

    @Option(names = "--save", paramLabel = "FILE", description = "Save its last checkpoint as safetensors.")
    private Optional<Path> save = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Save the exported net's weights as safetensors: no auxiliary heads, no state of the optimizer.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json.")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            String path = "/api/v1/experiments/" + ApiClient.encoded(id);
            JsonNode best = connection.client().get(path + "/best");
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    format == Format.JSON
                            ? Printable.lines(best.toPrettyString())
                            : line(best, Measure.of(connection.client().get(path))));
            String trial = path + "/trials/" + best.path("number").asInt();
            save.ifPresent(file -> save(connection.client(), trial + "/checkpoint", file));
            weights.ifPresent(file -> save(connection.client(), trial + "/weights", file));
            return Exit.OK;
        }
    }

    private void save(ApiClient client, String path, Path file) {
        new AtomicFile(file, force).write(unfinished -> client.download(path, unfinished));
        spec.commandLine().getErr().println("saved to " + Printable.text(file.toString()));
    }

    private static String line(JsonNode best, Measure measure) {
        return best.path("id").asText() + "  "
                + Printable.text(best.path("label").asText()) + "  "
                + measure.word() + " "
                + measure.text(best.path("objective").path("value").asDouble())
                + (best.path("testAccuracy").isNull()
                        ? ""
                        : "  test " + Tables.percent(best.path("testAccuracy").asDouble()));
    }
}
