package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Replaces a value of the file; may be repeated.")
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
        String text = read();
        Home home = data.home();
        try (var connection = local
                ? Connection.local(home, 0, LocalNode.defaultSlots())
                : Connection.open(data, LocalNode.defaultSlots())) {
            return new Submitter(
                            connection.client(),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .submit(text, overrides(), dryRun, wait || connection.isOwn());
        }
    }

    private List<String> overrides() {
        var all = new ArrayList<>(sets);
        seed.ifPresent(s -> all.add("seed=" + s));
        return all;
    }

    private String read() {
        if (!Files.exists(file) && ExamplesCommand.NAMES.contains(file.toString())) {
            return ExamplesCommand.read(file.toString());
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "there is no file '" + file + "'",
                    "give an experiment file, or one of 'stride examples'");
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + file + "' cannot be read as UTF-8 text", "check the file", e);
        }
    }
}
