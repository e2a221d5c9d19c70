package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows an experiment: state, data, nets, leaderboard and finding. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows an experiment: state, data, nets, leaderboard and finding.")
final class DescribeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, its name, or 'last'.")
    private String id = "";

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json.")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            String path = "/api/v1/experiments/" + ApiClient.encoded(id);
            JsonNode experiment = connection.client().get(path);
            if (format == Format.JSON) {
                spec.commandLine().getOut().println(Printable.lines(experiment.toPrettyString()));
                return Exit.OK;
            }
            print(spec.commandLine().getOut(), experiment, connection.client().get(path + "/leaderboard"));
            return Exit.OK;
        }
    }

    private static void print(PrintWriter out, JsonNode e, JsonNode board) {
        JsonNode verdicts = e.path("verdicts").path("data");
        out.println(
                Printable.text(e.path("name").asText()) + "  " + e.path("id").asText() + "  "
                        + e.path("state").asText()
                        + (e.path("reason").asText().isEmpty()
                                ? ""
                                : " (" + Printable.text(e.path("reason").asText()) + ")"));
        String trouble = e.path("trouble").asText("");
        if (!trouble.isEmpty()) {
            out.println("trouble  " + Printable.text(trouble));
        }
        out.println("data     " + Printable.text(e.path("dataset").asText()) + " "
                + verdicts.path("images").asText() + ", "
                + verdicts.path("train").asInt() + " to learn from, "
                + verdicts.path("validation").asInt()
                + " to validate, " + verdicts.path("test").asInt() + " to test");
        JsonNode trials = e.path("trials");
        out.println("trials   " + trials.path("completed").asInt() + " completed, "
                + trials.path("running").asInt()
                + " running, " + trials.path("waiting").asInt() + " waiting, "
                + trials.path("failed").asInt()
                + " failed, " + trials.path("diverged").asInt() + " diverged, "
                + trials.path("infeasible").asInt() + " infeasible");
        if (!board.path("groups").isEmpty()) {
            out.println();
            out.println(Tables.leaderboard(board));
            out.println();
            out.println(Printable.text(board.path("finding").asText()));
        }
    }
}
