package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.network.CanonicalJson;
import dev.stride.network.Network;
import dev.stride.network.NetworkDot;
import dev.stride.network.NetworkTable;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.file.Scalar;
import dev.stride.spi.NetworkInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Nets without training them: pure Java, no native library, no server. */
@Command(
        name = "networks",
        mixinStandardHelpOptions = true,
        description = "Looks at nets, layer by layer.",
        subcommands = {NetworksCommand.Ls.class, NetworksCommand.Inspect.class})
final class NetworksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say 'ls' or 'inspect NAME'");
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

    /** How a net is shown. */
    enum Form {
        TABLE,
        JSON,
        DOT
    }

    /** Shows one net. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Shows each layer's shape, parameters, multiplies and memory.")
    static final class Inspect implements Callable<Integer> {

        private static final double MIB = 1 << 20;
        private static final int BATCH = 128;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "An architecture or a preset.")
        private String name = "";

        @Option(names = "--input", paramLabel = "CxHxW", description = "The images; otherwise the paper's.")
        private Optional<String> input = Optional.empty();

        @Option(names = "--classes", description = "How many; otherwise as in the paper.")
        private Optional<Integer> classes = Optional.empty();

        @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter; may be repeated.")
        private List<String> sets = new ArrayList<>();

        @Option(names = "-o", paramLabel = "FORM", description = "table, json or dot.")
        private Form form = Form.TABLE;

        @Override
        public Integer call() {
            Network network = network();
            spec.commandLine()
                    .getOut()
                    .println(
                            switch (form) {
                                case TABLE -> table(NetworkTable.of(network));
                                case JSON -> CanonicalJson.of(network);
                                case DOT -> NetworkDot.of(network);
                            });
            return Exit.OK;
        }

        private Network network() {
            PluginRegistry plugins = PluginRegistry.open(data.home().pluginFolders());
            Bound bound = Bound.of(plugins, new ModuleRef(ModuleKind.ARCHITECTURE, name, parameters()));
            NetworkInput paper = bound.paperInput();
            ImageShape images = input.map(text -> ImageShape.parse(text)
                            .orElseThrow(() -> new PlatformException(
                                    ErrorCode.INVALID_REQUEST, "'" + text + "' is no shape", "write it as 3x32x32")))
                    .orElse(paper.shape());
            return bound.describe(NetworkInput.unnormalised(images, classes.orElse(paper.classes())));
        }

        private ParameterValue.Fields parameters() {
            var values = new TreeMap<String, ParameterValue>();
            for (String set : sets) {
                int equals = set.indexOf('=');
                if (equals < 1) {
                    throw new PlatformException(
                            ErrorCode.INVALID_REQUEST, "'" + set + "' is no assignment", "write it as name=value");
                }
                values.put(set.substring(0, equals), Scalar.of(set.substring(equals + 1)));
            }
            return new ParameterValue.Fields(values);
        }

        private static String table(NetworkTable table) {
            var rows = new ArrayList<List<String>>();
            table.rows()
                    .forEach(row -> rows.add(List.of(
                            row.stage(),
                            row.name(),
                            row.kind(),
                            row.output().toString(),
                            Tables.count(row.parameters()),
                            Tables.count(row.multiplies()),
                            Tables.count(row.activationBytes()))));
            NetworkTable.Totals totals = table.totals();
            rows.add(List.of(
                    "total",
                    "",
                    "",
                    "",
                    Tables.count(totals.parameters()),
                    Tables.count(totals.multiplies()),
                    Tables.count(totals.activationBytes())));
            return table.network() + "\n"
                    + Tables.of(List.of("stage", "layer", "kind", "output", "parameters", "multiplies", "bytes"), rows)
                    + String.format(
                            java.util.Locale.ROOT,
                            "%n%,d parameters, %,d multiplies; training with batches of %d takes at least %.1f MiB",
                            totals.parameters(),
                            totals.multiplies(),
                            BATCH,
                            totals.trainingBytes(BATCH) / MIB);
        }
    }
}
