package dev.stride.cli;

import dev.stride.pluginhost.PluginRegistry;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine can do and what is missing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what this machine can do and what is missing.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        Home home = data.home();
        PrintWriter out = spec.commandLine().getOut();
        out.println("java        " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        out.println("processors  " + Runtime.getRuntime().availableProcessors());
        out.println("data        " + Printable.text(home.data().toString())
                + (Files.isWritable(existing(home.data())) ? "" : " (not writable)"));
        boolean natives = Files.isDirectory(home.program().resolve("slot-lib"));
        out.println("training    " + (natives ? "DJL with PyTorch, on processors" : "missing: slot-lib"));
        var plugins = PluginRegistry.open(home.pluginFolders());
        out.println("plugins     " + plugins.plugins().size() + " with "
                + plugins.infos().size() + " modules");
        plugins.problems().forEach(p -> out.println("            not loaded: " + Printable.text(p.toString())));
        out.println(
                "server      " + Connection.running(home).map(ApiClient::base).orElse("none on this data folder"));
        return natives && plugins.problems().isEmpty() ? Exit.OK : Exit.FAILURE;
    }

    private static Path existing(Path folder) {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
