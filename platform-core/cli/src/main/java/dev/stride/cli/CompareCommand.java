package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
            for (String id : ids) {
                String path = "/api/v1/experiments/" + ApiClient.encoded(id);
                JsonNode board = connection.client().get(path + "/leaderboard");
                if (format == Format.JSON) {
                    spec.commandLine().getOut().println(board.toPrettyString());
                } else {
                    JsonNode experiment = connection.client().get(path);
                    spec.commandLine()
                            .getOut()
                            .println(experiment.path("name").asText() + "  "
                                    + experiment.path("id").asText());
                    spec.commandLine().getOut().println(Tables.leaderboard(board));
                    spec.commandLine().getOut().println(board.path("finding").asText());
                    spec.commandLine().getOut().println();
                }
            }
            return Exit.OK;
        }
    }
}
