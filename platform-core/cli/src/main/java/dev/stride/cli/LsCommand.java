package dev.stride.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists experiments, the newest first. */
@Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists experiments, the newest first.")
final class LsCommand implements Callable<Integer> {

    private static final int MOST = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json.")
    private Format format = Format.TABLE;

    @Option(names = "--limit", description = "How many at most.")
    private int limit = 50;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit: expected 1 to " + MOST + ", not " + limit);
        }
        try (var connection = Connection.open(data, 0)) {
            var json = connection.client().get("/api/v1/experiments?limit=" + limit);
            spec.commandLine()
                    .getOut()
                    .println(format == Format.JSON ? Printable.lines(json.toPrettyString()) : Tables.experiments(json));
            return Exit.OK;
        }
    }
}
