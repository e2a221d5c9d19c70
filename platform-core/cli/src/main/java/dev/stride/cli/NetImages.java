package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.server.file.Scalar;
import dev.stride.spi.NetworkInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The images that nets are looked at for, and the batch that their training is reckoned with. */
final class NetImages {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--input", paramLabel = "CxHxW", description = "The images; otherwise the paper's.")
    private Optional<String> input = Optional.empty();

    @Option(names = "--classes", description = "How many; otherwise as in the paper.")
    private Optional<Integer> classes = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "128",
            description = "How many images a training step takes; ${DEFAULT-VALUE} where it is not given.")
    private int batch;

    /** The modules that nets are taken from. */
    PluginRegistry plugins() {
        return PluginRegistry.open(data.home().pluginFolders());
    }

    /**
     * The net of an architecture or preset for these images.
     *
     * @param settings of its parameters, each {@code name=value}
     */
    Network network(PluginRegistry plugins, String name, List<String> settings) {
        Bound bound = Bound.of(plugins, new ModuleRef(ModuleKind.ARCHITECTURE, name, parameters(settings)));
        NetworkInput paper = bound.paperInput();
        return bound.describe(NetworkInput.unnormalised(
                input.map(NetImages::shape).orElse(paper.shape()), classes.orElse(paper.classes())));
    }

    /** How many images a training step takes. */
    int batch() {
        if (batch < 1) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "a batch of " + batch + " images", "give --batch at least 1");
        }
        return batch;
    }

    private static ImageShape shape(String text) {
        return ImageShape.parse(text)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_REQUEST, "'" + text + "' is no shape", "write it as 3x32x32"));
    }

    /** Assignments as parameters; a name that comes again makes a list. */
    static ParameterValue.Fields parameters(List<String> settings) {
        var values = new TreeMap<String, List<ParameterValue>>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new PlatformException(
                        ErrorCode.INVALID_REQUEST, "'" + setting + "' is no assignment", "write it as name=value");
            }
            values.computeIfAbsent(setting.substring(0, equals), name -> new ArrayList<>())
                    .add(Scalar.of(setting.substring(equals + 1)));
        }
        var parameters = new TreeMap<String, ParameterValue>();
        values.forEach((name, given) ->
                parameters.put(name, given.size() == 1 ? given.get(0) : new ParameterValue.Items(given)));
        return new ParameterValue.Fields(parameters);
    }
}
