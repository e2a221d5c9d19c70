package dev.stride.cli;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.stride.network.CanonicalJson;
import dev.stride.network.Network;
import dev.stride.network.NetworkDot;
import dev.stride.server.NetworkJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one net. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows each layer's shape, parameters, multiplies and memory.")
final class NetworksInspectCommand implements Callable<Integer> {

    /** How a net is shown. */
    enum Form {
        TABLE,
        JSON,
        DOT
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private NetImages images = new NetImages();

    @Parameters(index = "0", paramLabel = "NAME", description = "An architecture or a preset.")
    private String name = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "-o", paramLabel = "FORM", description = "table, json or dot.")
    private Form form = Form.TABLE;

    @Override
    public Integer call() {
        int batch = images.batch();
        Network network = images.network(images.plugins(), name, sets);
        String shown = switch (form) {
            case TABLE -> NetTables.inspected(network, batch);
            case JSON ->
                NetworkJson.of(network, batch)
                        .putRawValue("description", new RawValue(CanonicalJson.of(network)))
                        .toPrettyString();
            case DOT -> NetworkDot.of(network);
        };
        spec.commandLine().getOut().println(Printable.lines(shown));
        return Exit.OK;
    }
}
