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

    private static final int ACCEPTED = 202;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, its name, or 'last'.")
    private String id = "";

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            int status = connection.client().order("/api/v1/experiments/" + ApiClient.encoded(id) + "/stop");
            spec.commandLine()
                    .getErr()
                    .println(
                            status == ACCEPTED
                                    ? "it will end as soon as its trials have stopped"
                                    : "it has ended already");
            return Exit.OK;
        }
    }
}
