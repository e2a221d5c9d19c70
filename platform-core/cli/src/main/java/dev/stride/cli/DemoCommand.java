package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Trains LeNet-5, a plain and a residual net on handwritten digits, and compares them. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Trains LeNet-5, a plain and a residual net on handwritten digits, and compares them.")
final class DemoCommand implements Callable<Integer> {

    /** The comparison, and what its best net is good for where there are few images. */
    private static final List<String> EXPERIMENTS = List.of("classics-on-digits", "features-for-100-digits");

    private static final String KEY = "Idempotency-Key";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (var connection = Connection.open(data, LocalNode.defaultSlots())) {
            err.println("the page is at " + connection.client().base());
            err.flush();
            DemoRun run = DemoRun.of(data.home());
            int code = Exit.OK;
            for (String name : EXPERIMENTS) {
                code = Math.max(code, experiment(connection, run, name));
            }
            run.end();
            sayWhatIsNext(err);
            return code;
        }
    }

    private int experiment(Connection connection, DemoRun run, String name) {
        var submitter = new Submitter(
                connection.client(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        String id = submitted(submitter, run, name);
        return submitter.follow(
                id, connection.isOwn() ? "'stride demo' goes on with experiment " + id : connection.farewell(id));
    }

    /** An unfinished run of another version's demo cannot be gone on with. */
    private static String submitted(Submitter submitter, DemoRun run, String name) {
        String text = ExamplesCommand.read(name);
        try {
            return submitter.submit(text, List.of(), KEY, run.key(name));
        } catch (PlatformException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            run.end();
            return submitter.submit(text, List.of(), KEY, run.key(name));
        }
    }

    private static void sayWhatIsNext(PrintWriter err) {
        err.println();
        err.println("Next:  ./stride server                          the page, with this experiment on it");
        err.println("       ./stride networks inspect resnet-20      a net, layer by layer");
        err.println("       ./stride examples lenet-5-on-mnist       an experiment file to change and run");
    }
}
