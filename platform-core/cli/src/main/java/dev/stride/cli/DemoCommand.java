package dev.stride.cli;

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (var connection = Connection.local(data.home(), 0, LocalNode.defaultSlots())) {
            err.println("the page is at " + connection.client().base());
            err.flush();
            var submitter =
                    new Submitter(connection.client(), spec.commandLine().getOut(), err);
            int code = Exit.OK;
            for (String name : EXPERIMENTS) {
                code = Math.max(code, submitter.submit(ExamplesCommand.read(name), List.of(), false, true));
            }
            err.println();
            err.println("Next:  ./stride server                          the page, with this experiment on it");
            err.println("       ./stride networks inspect resnet-20      a net, layer by layer");
            err.println("       ./stride examples lenet-5-on-mnist       an experiment file to change and run");
            return code;
        }
    }
}
