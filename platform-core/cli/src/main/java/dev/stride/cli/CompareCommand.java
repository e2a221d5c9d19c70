package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares experiments, each by its leaderboard. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares experiments, each by its leaderboard.")
final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of experiments, their beginnings, or 'last'.")
    private List<String> ids = List.of();

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json.")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            PrintWriter out = spec.commandLine().getOut();
            if (format == Format.JSON) {
                out.println(Printable.lines(json(connection.client()).toPrettyString()));
            } else {
                ids.forEach(id -> print(connection.client(), path(id), out));
            }
            return Exit.OK;
        }
    }

    private static String path(String id) {
        return "/api/v1/experiments/" + ApiClient.encoded(id);
    }

    /** One document, however many experiments. */
    private ArrayNode json(ApiClient client) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (String id : ids) {
            JsonNode experiment = client.get(path(id));
            all.addObject()
                    .put("id", experiment.path("id").asText())
                    .put("name", experiment.path("name").asText())
                    .set("leaderboard", client.get(path(id) + "/leaderboard"));
        }
        return all;
    }

    private static void print(ApiClient client, String path, PrintWriter out) {
        JsonNode experiment = client.get(path);
        JsonNode board = client.get(path + "/leaderboard");
        out.println(Printable.text(experiment.path("name").asText()) + "  "
                + experiment.path("id").asText());
        out.println(Tables.leaderboard(board));
        out.println(Printable.text(board.path("finding").asText()));
        out.println();
    }
}
