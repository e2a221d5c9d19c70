package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the trials of an experiment. */
@Command(name = "trials", mixinStandardHelpOptions = true, description = "Lists the trials of an experiment.")
final class TrialsCommand implements Callable<Integer> {

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
            JsonNode trials = connection.client().get(path + "/trials");
            spec.commandLine()
                    .getOut()
                    .println(
                            format == Format.JSON
                                    ? Printable.lines(trials.toPrettyString())
                                    : Tables.trials(
                                            trials.path("items"),
                                            Measure.of(connection.client().get(path))));
            return Exit.OK;
        }
    }
}
