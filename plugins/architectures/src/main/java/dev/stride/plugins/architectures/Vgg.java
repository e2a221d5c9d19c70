package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.PublishedNet;
import dev.stride.spi.Range;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * VGG nets (Simonyan and Zisserman, 2015, table 1, columns A, B, D and E): 3x3 convolutions that keep the size, in five
 * blocks that each end in a 2x2 pool, and three dense layers. VGG-16 has 138,357,544 parameters.
 */
public final class Vgg implements Architecture<Vgg.Parameters> {

    private static final int[] FILTERS = {64, 128, 256, 512, 512};
    private static final Map<Integer, int[]> CONVOLUTIONS = Map.of(
            11, new int[] {1, 1, 2, 2, 2},
            13, new int[] {2, 2, 2, 2, 2},
            16, new int[] {2, 2, 3, 3, 3},
            19, new int[] {2, 2, 4, 4, 4});
    private static final int UNITS = 4096;

    /** What may vary. */
    public record Parameters(
            @About("Layers with weights: 11, 13, 16 or 19") @Default("16") @Range(min = 11, max = 19)
            int depth,

            @About("After each convolution") @Default("none")
            Normalisation normalisation,

            @About("What follows each layer") @Default("relu")
            Nonlinearity activation,

            @About("How maps are halved") @Default("max") Pooling pooling,

            @About("Probability of dropping a unit of the dense layers") @Default("0.5") @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start") @Default("auto") Initialisation initialiser,

            @About("Factor of all numbers of filters and units") @Default("1") @Range(min = 0.03, max = 16)
            double width) {}

    @Override
    public String name() {
        return "vgg";
    }

    @Override
    public String summary() {
        return "VGG nets (Simonyan and Zisserman, 2015): blocks of 3x3 convolutions, then three dense layers";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Map<String, Parameters> presets() {
        var presets = new LinkedHashMap<String, Parameters>();
        CONVOLUTIONS.keySet().stream().sorted().forEach(depth -> {
            presets.put("vgg-" + depth, preset(depth, Normalisation.NONE));
            presets.put("vgg-" + depth + "-bn", preset(depth, Normalisation.BATCH));
        });
        return presets;
    }

    private static Parameters preset(int depth, Normalisation normalisation) {
        return plain(depth, normalisation, 0.5, Initialisation.AUTO);
    }

    private static Parameters plain(
            int depth, Normalisation normalisation, double dropout, Initialisation initialiser) {
        return new Parameters(depth, normalisation, Nonlinearity.RELU, Pooling.MAX, dropout, initialiser, 1);
    }

    @Override
    public Map<String, PublishedNet<Parameters>> published(Parameters parameters) {
        int[] convolutions = CONVOLUTIONS.get(parameters.depth());
        return convolutions == null
                ? Map.of()
                : Torchvision.net(
                        plain(
                                parameters.depth(),
                                parameters.normalisation(),
                                parameters.dropout(),
                                parameters.initialiser()),
                        torchvisionNames(convolutions, parameters.normalisation() == Normalisation.BATCH));
    }

    /** A convolution, what normalises it, a rectifier and a pool have a number each. */
    private static Map<String, String> torchvisionNames(int[] convolutions, boolean batch) {
        var names = new HashMap<String, String>(
                Map.of("classifier.0", "fc6", "classifier.3", "fc7", "classifier.6", "fc8"));
        int index = 0;
        for (int block = 1; block <= convolutions.length; block++) {
            for (int conv = 1; conv <= convolutions[block - 1]; conv++) {
                String layer = "conv" + block + "_" + conv;
                names.put("features." + index++, layer);
                if (batch) {
                    names.put("features." + index++, layer + ".bn");
                }
                index++;
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
        int[] convolutions = CONVOLUTIONS.get(parameters.depth());
        if (convolutions == null) {
            throw new Misfit("there is no VGG net of depth " + parameters.depth(), "use 11, 13, 16 or 19");
        }
        var width = new Width(parameters.width());
        var unit = new ConvUnit(parameters.normalisation(), parameters.activation());
        Initialiser initialiser = parameters.initialiser().of(parameters.activation(), Initialiser.SIMONYAN);
        var net = NetworkBuilder.of(name() + "-" + parameters.depth(), initialiser, input.layer());
        for (int block = 1; block <= convolutions.length; block++) {
            net.stage("block" + block);
            for (int conv = 1; conv <= convolutions[block - 1]; conv++) {
                unit.same(net, "conv" + block + "_" + conv, width.of(FILTERS[block - 1]), 3);
            }
            net.pool("pool" + block, parameters.pooling().kind(), 2, 2);
        }
        net.flatten("flatten");
        for (int layer = 6; layer <= 7; layer++) {
            net.stage("fc" + layer)
                    .dense("fc" + layer, width.of(UNITS))
                    .activation("fc" + layer + ".act", parameters.activation().function())
                    .dropout("drop" + layer, parameters.dropout());
        }
        return net.classify("fc8", input.classes());
    }
}
