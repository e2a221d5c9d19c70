package dev.stride.cli;

import dev.stride.model.ModuleKind;
import dev.stride.pluginhost.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Nets without training them: pure Java, no native library, no server. */
@Command(
        name = "networks",
        mixinStandardHelpOptions = true,
        description = "Looks at nets, layer by layer.",
        subcommands = {NetworksCommand.Ls.class, NetworksInspectCommand.class, NetworksCompareCommand.class})
final class NetworksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say 'ls', 'inspect NAME' or 'compare NAME NAME'");
    }

    /** Lists architectures. */
    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists architectures and their presets.")
    static final class Ls implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() {
            var rows = new ArrayList<List<String>>();
            PluginRegistry.open(data.home().pluginFolders()).infos().stream()
                    .filter(m -> m.kind() == ModuleKind.ARCHITECTURE)
                    .forEach(m -> rows.add(List.of(m.name(), String.join(" ", m.presets()), m.summary())));
            spec.commandLine().getOut().println(Tables.of(List.of("architecture", "presets", "about"), rows));
            return Exit.OK;
        }
    }
}
