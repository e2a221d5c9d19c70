package dev.stride.cli;

import dev.stride.pluginhost.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists plugins and their modules. */
@Command(name = "plugins", mixinStandardHelpOptions = true, description = "Lists plugins and their modules.")
final class PluginsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        var plugins = PluginRegistry.open(data.home().pluginFolders());
        var rows = new ArrayList<List<String>>();
        plugins.infos().forEach(m -> rows.add(List.of(m.plugin(), m.kind().word(), m.name(), m.summary())));
        spec.commandLine().getOut().println(Tables.of(List.of("plugin", "kind", "module", "about"), rows));
        var jars = new ArrayList<List<String>>();
        plugins.plugins()
                .forEach(p -> jars.add(List.of(p.name(), p.sha256(), p.path().toString())));
        spec.commandLine().getOut().println();
        spec.commandLine().getOut().println(Tables.of(List.of("plugin", "SHA-256", "path"), jars));
        plugins.problems()
                .forEach(p -> spec.commandLine().getErr().println("not loaded: " + Printable.text(p.toString())));
        return plugins.problems().isEmpty() ? Exit.OK : Exit.FAILURE;
    }
}
