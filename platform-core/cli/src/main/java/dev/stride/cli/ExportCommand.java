package dev.stride.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints all trials of an experiment for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Prints all trials of an experiment for other programs.")
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, or 'last'.")
    private String id = "";

    @Option(names = "--format", description = "csv or json.")
    private String format = "csv";

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            String path =
                    "/api/v1/experiments/" + ApiClient.encoded(id) + "/export?format=" + ApiClient.encoded(format);
            spec.commandLine().getOut().print(connection.client().text(path));
            spec.commandLine().getOut().flush();
            return Exit.OK;
        }
    }
}
