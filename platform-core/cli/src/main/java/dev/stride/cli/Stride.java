package dev.stride.cli;

import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.FileProblem;
import dev.stride.server.file.FileProblems;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command's main. */
@Command(
        name = "stride",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Experiments on convolutional image classifiers.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:well",
            "1:failed, or no trial was completed",
            "2:wrong usage, or an experiment file that is refused",
            "3:some trials failed or diverged",
            "4:the server that was named does not answer",
            "5:what was named is not there",
            "130:interrupted (143 by SIGTERM)"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ServerCommand.class,
            LsCommand.class,
            DescribeCommand.class,
            TrialsCommand.class,
            CompareCommand.class,
            BestCommand.class,
            ExportCommand.class,
            StopCommand.class,
            NetworksCommand.class,
            AugmentCommand.class,
            PluginsCommand.class,
            ExamplesCommand.class,
            SchemaCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class,
            picocli.AutoComplete.GenerateCompletion.class
        })
public final class Stride implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Stride.class);

    @Option(names = "--debug", description = "Show the trace of a failure.", scope = CommandLine.ScopeType.INHERIT)
    private boolean debug;

    public static void main(String[] args) {
        var err = new PrintWriter(System.err, true);
        Interruption.await(err);
        System.exit(execute(new PrintWriter(System.out, true), err, args));
    }

    /** Runs a command and gives its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        var stride = new Stride();
        CommandLine command = new CommandLine(stride)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> stride.failed(e, err));
        try {
            return command.execute(args);
        } catch (Error e) {
            // picocli hands over exceptions alone; an error would go to the screen as a trace.
            return stride.failed(e, err);
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private int failed(Throwable e, PrintWriter err) {
        if (Interruption.hasBegun()) {
            return Exit.INTERRUPTED;
        }
        if (debug) {
            e.printStackTrace(err);
        }
        if (e instanceof NamedFileProblems file) {
            file.located().forEach(problem -> print(err, file.place(problem), problem.problem()));
        } else if (e instanceof FileProblems file) {
            file.located().forEach(problem -> print(err, problem));
        } else if (e instanceof PlatformException known) {
            known.problems().forEach(problem -> print(err, problem));
        } else {
            LOG.error("failed", e);
            printUnknown(err, e);
        }
        return exitCode(e);
    }

    private static void printUnknown(PrintWriter err, Throwable e) {
        String message = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        err.println(Printable.text("stride: failed with " + e.getClass().getSimpleName() + message));
        err.println("        " + remedy(e));
    }

    private static String remedy(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "give it more memory, for example with STRIDE_JAVA_OPTIONS=-Xmx2g";
        }
        return e instanceof LinkageError
                ? "its files do not belong together: build or unpack it anew, and check the plugins of the data folder"
                : "run it again with --debug to see where";
    }

    private static void print(PrintWriter err, FileProblem problem) {
        print(err, problem.place().toString(), problem.problem());
    }

    private static void print(PrintWriter err, Problem problem) {
        print(err, "", problem);
    }

    private static void print(PrintWriter err, String place, Problem problem) {
        err.println(Printable.text("stride: " + (place.isEmpty() ? "" : place + ": ")
                + (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message()));
        if (!problem.remedy().isEmpty()) {
            err.println(Printable.text("        " + problem.remedy()));
        }
    }

    private static int exitCode(Throwable e) {
        if (e instanceof ServerAbsent) {
            return Exit.SERVER_NOT_REACHED;
        }
        if (!(e instanceof PlatformException known)) {
            return Exit.FAILURE;
        }
        return switch (known.code()) {
            case NOT_FOUND, UNKNOWN_MODULE -> Exit.NOT_FOUND;
            case INVALID_REQUEST, MISFIT, DATA_INVALID, TOO_LARGE -> Exit.WRONG_INPUT;
            default -> Exit.FAILURE;
        };
    }
}
