package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.ModuleInfo;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.ParameterField;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The transfer strategy that a net is looked at under, as if its source had trained the same net. */
final class StrategyOption {

    private static final String PREFIX = "transfer.";
    private static final String SOURCE = "source";

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "A transfer strategy: what of the net trains under it, with a source that has the same net.")
    private Optional<String> strategy = Optional.empty();

    @Option(
            names = "--train-images",
            paramLabel = "IMAGES",
            defaultValue = "5000",
            description =
                    "How many images the strategy is told that there are; ${DEFAULT-VALUE} where it is not given.")
    private int trainImages;

    /** Settings of the net, and those of the strategy. */
    record Settings(List<String> net, List<String> strategy) {}

    Optional<String> name() {
        return strategy;
    }

    /**
     * Whose settings these are: the strategy's where {@code transfer.} stands before, or where it alone has such a parameter.
     *
     * @throws PlatformException with {@code UNKNOWN_MODULE} where there is no such strategy
     */
    Settings split(PluginRegistry plugins, String net, List<String> settings) {
        if (strategy.isEmpty()) {
            return new Settings(settings, List.of());
        }
        plugins.module(ModuleKind.TRANSFER, strategy.get());
        Set<String> own = parameters(plugins, ModuleKind.TRANSFER, strategy.get());
        Set<String> others = parameters(plugins, ModuleKind.ARCHITECTURE, net);
        Map<Boolean, List<String>> parts = settings.stream().collect(Collectors.partitioningBy(setting -> {
            String name = setting.split("=", 2)[0];
            return name.startsWith(PREFIX) || own.contains(name) && !others.contains(name);
        }));
        return new Settings(
                parts.getOrDefault(false, List.of()),
                parts.getOrDefault(true, List.of()).stream()
                        .map(setting -> setting.startsWith(PREFIX) ? setting.substring(PREFIX.length()) : setting)
                        .toList());
    }

    /** What the strategy does with a net. */
    TransferPlan plan(PluginRegistry plugins, String name, ParameterValue.Fields given, Network network) {
        if (trainImages < 1) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, trainImages + " training images", "give --train-images at least 1");
        }
        var values = new TreeMap<>(given.values());
        if (parameters(plugins, ModuleKind.TRANSFER, name).contains(SOURCE)) {
            values.putIfAbsent(SOURCE, ParameterValue.Fields.of(Map.of("file", ParameterValue.of("the same net"))));
        }
        Bound bound = Bound.of(plugins, new ModuleRef(ModuleKind.TRANSFER, name, new ParameterValue.Fields(values)));
        return bound.plan(
                new TransferTarget(network, trainImages), bound.source().map(source -> trained(network)));
    }

    private static SourceWeights trained(Network network) {
        return SourceWeights.of(
                network.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape)),
                Optional.of(network));
    }

    /** The names of a module's parameters; none where it is not there. */
    private static Set<String> parameters(PluginRegistry plugins, ModuleKind kind, String name) {
        return plugins.infos().stream()
                .filter(info -> info.kind() == kind)
                .filter(info -> info.name().equals(name) || info.presets().contains(name))
                .map(ModuleInfo::parameters)
                .flatMap(List::stream)
                .map(ParameterField::name)
                .collect(Collectors.toSet());
    }
}
