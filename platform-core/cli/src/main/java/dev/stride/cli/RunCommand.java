package dev.stride.cli;

import dev.stride.server.file.FileProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment file, on a server or here. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs an experiment file, on a server or here.")
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "An experiment file, or the name of an example.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "Replaces a value of the file; may be repeated. Names of the path have dots between:",
                "space.architecture.resnet-8.width=0.5",
                "A name with dots that neither the file nor a module has stands in quotes:",
                "\"train.'a.b'=1\""
            })
    private List<String> sets = new ArrayList<>();

    @Option(names = "--seed", description = "Seed of the search.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--dry-run", description = "Validates and shows what would run.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Follows the experiment to its end.")
    private boolean wait;

    @Option(names = "--local", description = "Runs in this process, on the data folder.")
    private boolean local;

    @Override
    public Integer call() {
        try {
            return run(ExperimentText.read(file));
        } catch (FileProblems problems) {
            throw new NamedFileProblems(file.toString(), problems);
        }
    }

    private int run(String text) {
        try (var connection = connection(dryRun ? 0 : LocalNode.defaultSlots())) {
            var submitter = new Submitter(
                    connection.client(),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            if (dryRun) {
                submitter.preview(text, overrides());
                return Exit.OK;
            }
            String id = submitter.submit(text, overrides());
            if (wait || connection.isOwn()) {
                return submitter.follow(id, connection.farewell(id));
            }
            spec.commandLine().getOut().println(id);
            return Exit.OK;
        }
    }

    private Connection connection(int slots) {
        if (!local) {
            return Connection.open(data, slots);
        }
        Connection.refuseRunning(data.home(), "leave --local out to run it there, or give another folder with --data");
        return Connection.local(data.home(), 0, slots);
    }

    private List<String> overrides() {
        var all = new ArrayList<>(sets);
        seed.ifPresent(s -> all.add("seed=" + s));
        return all;
    }
}
