package dev.stride.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends an experiment early. */
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Ends an experiment early.")
final class StopCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, or 'last'.")
    private String id = "";

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            connection.client().post("/api/v1/experiments/" + ApiClient.encoded(id) + "/stop", "text/plain", "");
            spec.commandLine().getErr().println("it ends");
            return Exit.OK;
        }
    }
}
