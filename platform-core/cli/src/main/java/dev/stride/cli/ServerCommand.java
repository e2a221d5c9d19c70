package dev.stride.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--port", description = "Where it listens; 0 for any free port.")
    private int port = 8686;

    @Option(names = "--slots", description = "How many trials run at once; otherwise one a processor.")
    private int slots = -1;

    @Override
    public Integer call() {
        Home home = data.home();
        LogFile.use(home);
        try (var node = LocalNode.start(home, port, slots < 0 ? LocalNode.defaultSlots() : slots)) {
            spec.commandLine().getOut().println("stride is at " + node.url());
            spec.commandLine().getOut().flush();
            untilInterrupted(node);
            return Exit.OK;
        }
    }

    private static void untilInterrupted(LocalNode node) {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            ended.countDown();
        }));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
