package dev.stride.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives all trials of an experiment to other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Gives all trials of an experiment to other programs.")
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment's id, its beginning, its name, or 'last'.")
    private String id = "";

    @Option(names = "--format", description = "csv or json.")
    private String format = "csv";

    @Option(names = "--save", paramLabel = "FILE", description = "Write a file instead of the output.")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    @Override
    public Integer call() {
        try (var connection = Connection.open(data, 0)) {
            String path =
                    "/api/v1/experiments/" + ApiClient.encoded(id) + "/export?format=" + ApiClient.encoded(format);
            if (save.isPresent()) {
                new AtomicFile(save.get(), force)
                        .write(unfinished -> connection.client().download(path, unfinished));
                spec.commandLine()
                        .getErr()
                        .println("saved to " + Printable.text(save.get().toString()));
            } else {
                spec.commandLine().getOut().print(connection.client().text(path));
                spec.commandLine().getOut().flush();
            }
            return Exit.OK;
        }
    }
}
