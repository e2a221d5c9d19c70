package dev.stride.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a coordinator with its page and a worker, until it is interrupted. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Starts a coordinator with its page and a worker, until it is interrupted.")
final class ServerCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--port", description = "Where it listens, otherwise ${DEFAULT-VALUE}; 0 for any free port.")
    private int port = 8686;

    @Option(
            names = "--slots",
            description = "How many trials run at once, at most " + LocalNode.SLOTS_PER_PROCESSOR
                    + " a processor; otherwise one a processor.")
    private int slots = LocalNode.defaultSlots();

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: expected 0 to 65535, not " + port);
        }
        if (slots < 0 || slots > LocalNode.mostSlots()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--slots: expected 0 to " + LocalNode.mostSlots() + ", " + LocalNode.SLOTS_PER_PROCESSOR
                            + " a processor, not " + slots + "; leave it out for one a processor");
        }
        Home home = data.home();
        Connection.refuseRunning(home, "use it, or give another folder with --data");
        try (var connection = Connection.local(home, port, slots)) {
            spec.commandLine()
                    .getOut()
                    .println("stride is at " + connection.client().base());
            spec.commandLine().getOut().flush();
            Interruption.saying(
                    "what runs goes on from its checkpoints when a server is started here again",
                    ServerCommand::untilInterrupted);
            return Exit.OK;
        }
    }

    /** A signal ends the process from a thread of its own. */
    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
