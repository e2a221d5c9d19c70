package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.PublishedNet;
import dev.stride.spi.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SqueezeNet (Iandola et al., 2016, table 1): eight fire modules, each a 1x1 convolution that squeezes and two that expand,
 * between convolutions; 1,248,424 parameters for 1000 classes. Version 1.1, as its authors published it later, begins with
 * a 3x3 convolution and pools earlier: 1,235,496 parameters.
 */
public final class SqueezeNet implements Architecture<SqueezeNet.Parameters> {

    /** Filters of the squeezing convolution of fire modules 2 to 9; each expanding one has four times as many. */
    private static final int[] SQUEEZE = {16, 16, 32, 32, 48, 48, 64, 64};

    private static final int EXPANSION = 4;

    /** What may vary. */
    public record Parameters(
            @About("Which version: v1-0 as in the paper, v1-1 with a lighter beginning") @Default("v1-0")
            Version version,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("Probability of dropping a value before the last convolution")
            @Default("0.5")
            @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start; as the paper has it is Xavier") @Default("auto")
            Initialisation initialiser,

            @About("Factor of all numbers of filters") @Default("1") @Range(min = 0.07, max = 16)
            double width) {}

    /** Which version. */
    public enum Version {
        V1_0(96, 7, new int[] {1, 4, 8}),
        V1_1(64, 3, new int[] {1, 3, 5});

        private final int filters;
        private final int kernel;
        private final int[] pooled;

        Version(int filters, int kernel, int[] pooled) {
            this.filters = filters;
            this.kernel = kernel;
            this.pooled = pooled;
        }

        private boolean poolsAfter(int layer) {
            return java.util.Arrays.stream(pooled).anyMatch(p -> p == layer);
        }
    }

    @Override
    public String name() {
        return "squeezenet";
    }

    @Override
    public String summary() {
        return "SqueezeNet (Iandola et al., 2016): fire modules of 1x1 and 3x3 convolutions, few parameters";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Map<String, Parameters> presets() {
        return Map.of("squeezenet-1.0", preset(Version.V1_0), "squeezenet-1.1", preset(Version.V1_1));
    }

    private static Parameters preset(Version version) {
        return plain(version, 0.5, Initialisation.AUTO);
    }

    private static Parameters plain(Version version, double dropout, Initialisation initialiser) {
        return new Parameters(version, Nonlinearity.RELU, dropout, initialiser, 1);
    }

    @Override
    public Map<String, PublishedNet<Parameters>> published(Parameters parameters) {
        Version version = parameters.version();
        return Torchvision.net(
                plain(version, parameters.dropout(), parameters.initialiser()), torchvisionNames(version));
    }

    /** After the first convolution and its rectifier, fire modules and pools have a number each. */
    private static Map<String, String> torchvisionNames(Version version) {
        var names = new HashMap<>(Map.of("features.0", "conv1", "classifier.1", "conv10"));
        int index = 2;
        for (int fire = 2; fire <= SQUEEZE.length + 1; fire++) {
            if (version.poolsAfter(fire - 1)) {
                index++;
            }
            for (String part : List.of(".squeeze", ".expand1x1", ".expand3x3")) {
                names.put("features." + index + part, "fire" + fire + part);
            }
            index++;
        }
        return names;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(3, 224, 224), 1000);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        Version version = parameters.version();
        var width = new Width(parameters.width());
        var unit = new ConvUnit(Normalisation.NONE, parameters.activation());
        Initialiser initialiser = parameters.initialiser().of(parameters.activation(), Initialiser.XAVIER);
        var net = NetworkBuilder.of(name(), initialiser, input.layer()).stage("conv1");
        unit.put(net, "conv1", width.of(version.filters), version.kernel, 2, 0);
        pool(net, version, 1);
        for (int fire = 2; fire <= SQUEEZE.length + 1; fire++) {
            fire(net.stage("fire" + fire), unit, "fire" + fire, width.of(SQUEEZE[fire - 2]));
            pool(net, version, fire);
        }
        return net.stage(Network.HEAD_STAGE)
                .dropout("drop9", parameters.dropout())
                .conv("conv10", input.classes(), 1, 1, 0)
                .activation("conv10.act", parameters.activation().function())
                .globalAveragePool("pool10")
                .end(input.classes());
    }

    private static void fire(NetworkBuilder net, ConvUnit unit, String name, int squeeze) {
        String squeezed = unit.same(net, name + ".squeeze", squeeze, 1).here();
        String narrow =
                unit.same(net, name + ".expand1x1", EXPANSION * squeeze, 1).here();
        String wide = unit.same(net.from(squeezed), name + ".expand3x3", EXPANSION * squeeze, 3)
                .here();
        net.concat(name, narrow, wide);
    }

    private static void pool(NetworkBuilder net, Version version, int after) {
        if (version.poolsAfter(after)) {
            net.put("pool" + after, new Layer.Pool(Layer.PoolKind.MAX, 3, 2, 0, Layer.Rounding.CEIL));
        }
    }
}
