package dev.stride.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stride.network.CanonicalJson;
import dev.stride.network.Network;
import dev.stride.network.NetworkDot;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.NetworkJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        description = {
            "Shows each layer's shape, parameters, multiplies and memory, or what of it trains under a transfer strategy.",
            "stride networks inspect resnet-20 --strategy partial-fine-tuning --set frozen=2"
        })
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

    @Mixin
    private StrategyOption strategy = new StrategyOption();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "A parameter of the net or of the strategy, of which transfer.NAME=VALUE is always one; may be "
                            + "repeated, and makes a list where its name is.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "-o", paramLabel = "FORM", description = "table, json or dot.")
    private Form form = Form.TABLE;

    @Override
    public Integer call() {
        PluginRegistry plugins = images.plugins();
        StrategyOption.Settings settings = strategy.split(plugins, name, sets);
        Network network = images.network(plugins, name, settings.net());
        Optional<PlanView> plan = strategy.name()
                .map(chosen -> PlanView.of(
                        chosen, strategy.plan(plugins, chosen, NetImages.parameters(settings.strategy()), network)));
        Network shown = plan.map(view -> view.plan().network()).orElse(network);
        String text = switch (form) {
            case TABLE -> plan.map(PlanView::text).orElseGet(() -> NetTables.inspected(shown, images.batch()));
            case JSON -> json(shown, plan).toPrettyString();
            case DOT -> NetworkDot.of(shown);
        };
        spec.commandLine().getOut().println(Printable.lines(text));
        return Exit.OK;
    }

    private ObjectNode json(Network network, Optional<PlanView> plan) {
        ObjectNode json = NetworkJson.of(network, images.batch());
        plan.ifPresent(view -> view.write(json.putObject("transfer")));
        return json.putRawValue("description", new RawValue(CanonicalJson.of(network)));
    }
}
