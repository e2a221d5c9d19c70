package dev.stride.cli;

import dev.stride.network.Network;
import dev.stride.pluginhost.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows nets beside each other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Shows nets beside each other: depth, parameters, multiplies and memory, as a whole and by stage; of two nets, "
                    + "also the layers that differ.",
            "A net's parameters follow its name: stride networks compare lenet-5 lenet-5:activation=relu,pooling=max"
        })
final class NetworksCompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private NetImages images = new NetImages();

    @Parameters(
            arity = "2..*",
            paramLabel = "NAME[:PARAMETER=VALUE,...]",
            description = "Architectures or presets, at least two.")
    private List<String> nets = new ArrayList<>();

    @Override
    public Integer call() {
        int batch = images.batch();
        PluginRegistry plugins = images.plugins();
        List<NetTables.Named> named = nets.stream()
                .map(net -> new NetTables.Named(net, network(plugins, net)))
                .toList();
        spec.commandLine().getOut().println(NetTables.compared(named, batch));
        return Exit.OK;
    }

    private Network network(PluginRegistry plugins, String net) {
        int colon = net.indexOf(':');
        return colon < 0
                ? images.network(plugins, net, List.of())
                : images.network(
                        plugins,
                        net.substring(0, colon),
                        List.of(net.substring(colon + 1).split(",")));
    }
}
