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
import java.util.Map;

/**
 * AlexNet (Krizhevsky, Sutskever and Hinton, 2012, section 3.5): five convolutions and three dense layers for 227x227
 * images. In one tower it has 62,378,344 parameters, in the paper's two groups 60,965,224. The variant of torchvision
 * follows Krizhevsky (2014): 64 and 192 filters first, no response normalisation, 61,100,840 parameters.
 */
public final class AlexNet implements Architecture<AlexNet.Parameters> {

    private static final Layer.LocalResponseNorm RESPONSE_NORM = new Layer.LocalResponseNorm(5, 1e-4, 0.75, 2);
    private static final int UNITS = 4096;
    private static final Map<String, String> TORCHVISION_NAMES = Map.of(
            "features.0", "conv1",
            "features.3", "conv2",
            "features.6", "conv3",
            "features.8", "conv4",
            "features.10", "conv5",
            "classifier.1", "fc6",
            "classifier.4", "fc7",
            "classifier.6", "fc8");

    /** What may vary. */
    public record Parameters(
            @About("The paper's net, or torchvision's, whose weights differ in shape") @Default("paper")
            Variant variant,

            @About("Into how many groups conv2, conv4 and conv5 are divided; 2 as on the paper's two GPUs")
            @Default("1")
            @Range(min = 1, max = 2)
            int groups,

            @About("What follows each layer") @Default("relu")
            Nonlinearity activation,

            @About("How maps are reduced") @Default("max") Pooling pooling,

            @About("After each convolution") @Default("none")
            Normalisation normalisation,

            @About("Whether conv1 and conv2 are followed by response normalisation; the paper's variant only")
            @Default("true")
            boolean responseNorm,

            @About("Probability of dropping a unit of the dense layers") @Default("0.5") @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start") @Default("auto") Initialisation initialiser,

            @About("Factor of all numbers of filters and units") @Default("1") @Range(min = 0.03, max = 16)
            double width) {}

    /** Whose net it is. */
    public enum Variant {
        PAPER(new int[] {96, 256, 384, 384, 256}, 227, 0),
        TORCHVISION(new int[] {64, 192, 384, 256, 256}, 224, 2);

        private final int[] filters;
        private final int side;
        private final int firstPad;

        Variant(int[] filters, int side, int firstPad) {
            this.filters = filters;
            this.side = side;
            this.firstPad = firstPad;
        }
    }

    @Override
    public String name() {
        return "alexnet";
    }

    @Override
    public String summary() {
        return "AlexNet (Krizhevsky et al., 2012): five convolutions and three dense layers for 227x227 images";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Map<String, Parameters> presets() {
        return Map.of(
                "alexnet-groups", preset(Variant.PAPER, 2), "alexnet-torchvision", preset(Variant.TORCHVISION, 1));
    }

    private static Parameters preset(Variant variant, int groups) {
        return plain(variant, groups, 0.5, Initialisation.AUTO);
    }

    private static Parameters plain(Variant variant, int groups, double dropout, Initialisation initialiser) {
        return new Parameters(
                variant, groups, Nonlinearity.RELU, Pooling.MAX, Normalisation.NONE, true, dropout, initialiser, 1);
    }

    @Override
    public Map<String, PublishedNet<Parameters>> published(Parameters parameters) {
        return Torchvision.net(
                plain(Variant.TORCHVISION, 1, parameters.dropout(), parameters.initialiser()), TORCHVISION_NAMES);
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        int side = parameters.variant().side;
        return NetworkInput.unnormalised(new ImageShape(3, side, side), 1000);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var width = new Width(parameters.width());
        Layer.PoolKind pool = parameters.pooling().kind();
        var unit = new ConvUnit(parameters.normalisation(), parameters.activation());
        int[] filters = parameters.variant().filters;
        int groups = parameters.groups();
        Initialiser initialiser = parameters.initialiser().of(parameters.activation(), Initialiser.KRIZHEVSKY);
        var net = NetworkBuilder.of(name(), initialiser, input.layer()).stage("conv1");
        unit.put(net, "conv1", width.of(filters[0], groups), 11, 4, parameters.variant().firstPad);
        responseNorm(net, parameters, "norm1").pool("pool1", pool, 3, 2).stage("conv2");
        unit.grouped(net, "conv2", width.of(filters[1], groups), 5, 1, 2, groups);
        responseNorm(net, parameters, "norm2").pool("pool2", pool, 3, 2).stage("conv3");
        unit.same(net, "conv3", width.of(filters[2], groups), 3).stage("conv4");
        unit.grouped(net, "conv4", width.of(filters[3], groups), 3, 1, 1, groups)
                .stage("conv5");
        unit.grouped(net, "conv5", width.of(filters[4], groups), 3, 1, 1, groups)
                .pool("pool5", pool, 3, 2)
                .flatten("flatten");
        return dense(net, parameters, width.of(UNITS)).classify("fc8", input.classes());
    }

    private static NetworkBuilder responseNorm(NetworkBuilder net, Parameters parameters, String name) {
        return parameters.responseNorm() && parameters.variant() == Variant.PAPER ? net.put(name, RESPONSE_NORM) : net;
    }

    /** The paper drops what dense layers give, torchvision what they take. */
    private static NetworkBuilder dense(NetworkBuilder net, Parameters parameters, int units) {
        boolean before = parameters.variant() == Variant.TORCHVISION;
        for (int layer = 6; layer <= 7; layer++) {
            net.stage("fc" + layer);
            if (before) {
                net.dropout("drop" + layer, parameters.dropout());
            }
            net.dense("fc" + layer, units)
                    .activation("fc" + layer + ".act", parameters.activation().function());
            if (!before) {
                net.dropout("drop" + layer, parameters.dropout());
            }
        }
        return net;
    }
}
