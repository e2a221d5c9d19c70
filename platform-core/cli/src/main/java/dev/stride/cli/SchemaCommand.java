package dev.stride.cli;

import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.file.ExperimentSchema;
import dev.stride.server.file.ModuleCatalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of experiment files. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints the JSON Schema of experiment files.")
final class SchemaCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        var plugins = PluginRegistry.open(data.home().pluginFolders());
        String schema = new ExperimentSchema(new ModuleCatalogue(plugins)).write();
        spec.commandLine().getOut().println(Printable.lines(schema));
        return Exit.OK;
    }
}
