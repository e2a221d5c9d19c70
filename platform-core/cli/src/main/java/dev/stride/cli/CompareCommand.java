package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Ids of experiments, their beginnings, their names, or 'last'.")
    private List<String> ids = List.of();

    @Option(
            names = "--rows",
            paramLabel = "PARAMETER",
            description = "With --columns: a table by two parameters, each cell at its best configuration.")
    private Optional<String> rows = Optional.empty();

    @Option(names = "--columns", paramLabel = "PARAMETER", description = "The other parameter.")
    private Optional<String> columns = Optional.empty();

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description = "What is compared; otherwise the objective. For example train.accuracy.")
    private Optional<String> metric = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "CONFIGURATION",
            description = "A configuration of the leaderboard that all others are held against.")
    private Optional<String> baseline = Optional.empty();

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json.")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        if (rows.isPresent() != columns.isPresent()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--rows and --columns belong together: give both, or neither");
        }
        if (rows.isPresent() && baseline.isPresent()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--baseline belongs to the leaderboard: leave --rows and --columns out");
        }
        try (var connection = Connection.open(data, 0)) {
            PrintWriter out = spec.commandLine().getOut();
            if (format == Format.JSON) {
                out.println(Printable.lines(json(connection.client()).toPrettyString()));
            } else {
                // All are had before the first is shown: where one is not there, nothing stands before the error.
                List<String> texts = ids.stream()
                        .map(id -> text(connection.client(), path(id)))
                        .toList();
                texts.forEach(text -> out.println(text + "\n"));
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
                    .set(rows.isPresent() ? "crossTable" : "leaderboard", client.get(path(id) + comparison()));
        }
        return all;
    }

    private String comparison() {
        var query = new StringJoiner("&", rows.isPresent() ? "/cross-table?" : "/leaderboard?", "");
        query.setEmptyValue("/leaderboard");
        rows.ifPresent(row -> query.add("rows=" + ApiClient.encoded(row)));
        columns.ifPresent(column -> query.add("columns=" + ApiClient.encoded(column)));
        metric.ifPresent(word -> query.add("metric=" + ApiClient.encoded(word)));
        baseline.ifPresent(label -> query.add("baseline=" + ApiClient.encoded(label)));
        return query.toString();
    }

    private String text(ApiClient client, String path) {
        JsonNode experiment = client.get(path);
        JsonNode comparison = client.get(path + comparison());
        String title = Printable.text(experiment.path("name").asText()) + "  "
                + experiment.path("id").asText() + "\n";
        return title
                + rows.map(row -> CrossTables.of(comparison, row))
                        .orElseGet(() -> Tables.leaderboard(comparison) + "\n"
                                + Printable.text(comparison.path("finding").asText()));
    }
}
