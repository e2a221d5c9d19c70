package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
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
import java.util.List;
import java.util.Map;

/**
 * GoogLeNet (Szegedy et al., 2015, table 1): nine inception modules for 224x224 images, and two auxiliary heads that help
 * training and are gone from the exported net (section 5). 13,378,280 parameters train, 6,998,552 are exported. The
 * variant of torchvision has batch normalisation and 3x3 convolutions for 5x5: 6,624,904 exported.
 */
public final class GoogLeNet implements Architecture<GoogLeNet.Parameters> {

    private static final String NAME = "googlenet";
    private static final double AUXILIARY_WEIGHT = 0.3;
    private static final double TORCHVISION_EPSILON = 1e-3;
    private static final Layer.LocalResponseNorm RESPONSE_NORM = new Layer.LocalResponseNorm(5, 1e-4, 0.75, 1);

    /** What may vary. */
    public record Parameters(
            @About("The paper's net, or torchvision's, whose weights differ in shape") @Default("paper")
            Variant variant,

            @About("The paper's stem, which divides sides by 8, or a small one for 32x32 images, which halves them")
            @Default("paper")
            Stem stem,

            @About("Whether two auxiliary heads help training") @Default("true")
            boolean auxiliary,

            @About("After each convolution; torchvision's variant always has batch normalisation") @Default("none")
            Normalisation normalisation,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("Probability of dropping a value before the classifier") @Default("0.4") @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start; the paper leaves it open, as auto does it is taken") @Default("auto")
            Initialisation initialiser,

            @About("Factor of all numbers of filters and units") @Default("1") @Range(min = 0.03, max = 16)
            double width) {

        ConvUnit unit() {
            return variant == Variant.TORCHVISION
                    ? new ConvUnit(Normalisation.BATCH, activation, TORCHVISION_EPSILON)
                    : new ConvUnit(normalisation, activation);
        }

        /** The kernel of a module's widest branch. */
        int wide() {
            return variant == Variant.TORCHVISION ? 3 : 5;
        }
    }

    /** Whose net it is. */
    public enum Variant {
        PAPER,
        TORCHVISION
    }

    /** What stands before the first module. */
    public enum Stem {
        PAPER,
        SMALL
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "GoogLeNet (Szegedy et al., 2015): nine inception modules, two auxiliary heads in training";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Map<String, Parameters> presets() {
        return Map.of(
                "googlenet-torchvision",
                new Parameters(
                        Variant.TORCHVISION,
                        Stem.PAPER,
                        true,
                        Normalisation.BATCH,
                        Nonlinearity.RELU,
                        0.2,
                        Initialisation.AUTO,
                        1));
    }

    @Override
    public Map<String, PublishedNet<Parameters>> published(Parameters parameters) {
        return Torchvision.netOfHalves(
                new Parameters(
                        Variant.TORCHVISION,
                        Stem.PAPER,
                        true,
                        Normalisation.BATCH,
                        Nonlinearity.RELU,
                        parameters.dropout(),
                        parameters.initialiser(),
                        1),
                torchvisionNames());
    }

    private static Map<String, String> torchvisionNames() {
        var names = new HashMap<>(Map.of("fc", "fc"));
        for (String conv : List.of("conv1", "conv2", "conv3")) {
            unitNames(names, conv, conv);
        }
        for (Inception module : Inception.GOOGLENET) {
            String layer = module.layer();
            unitNames(names, layer + ".branch1", layer + ".branch1");
            for (String branch : List.of(layer + ".branch2", layer + ".branch3")) {
                unitNames(names, branch + ".0", branch + ".reduce");
                unitNames(names, branch + ".1", branch);
            }
            unitNames(names, layer + ".branch4.1", layer + ".branch4");
        }
        for (String side : List.of("aux1", "aux2")) {
            unitNames(names, side + ".conv", side + ".conv");
            names.put(side + ".fc1", side + ".fc1");
            names.put(side + ".fc2", side + ".fc2");
        }
        return names;
    }

    private static void unitNames(Map<String, String> names, String theirs, String ours) {
        names.put(theirs + ".conv", ours);
        names.put(theirs + ".bn", ours + ".bn");
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        int side = parameters.stem() == Stem.SMALL ? 32 : 224;
        return NetworkInput.unnormalised(new ImageShape(3, side, side), parameters.stem() == Stem.SMALL ? 10 : 1000);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        try {
            return built(parameters, input);
        } catch (PlatformException misfit) {
            throw parameters.stem() == Stem.PAPER ? withSmallStem(misfit) : misfit;
        }
    }

    /** Where the paper's stem leaves too little of an image, the other may not. */
    private static Misfit withSmallStem(PlatformException misfit) {
        Problem problem = misfit.problems().get(0);
        return new Misfit(
                problem.message(), "take 'stem: small', which is for images of 32x32, or " + problem.remedy());
    }

    private static Network built(Parameters parameters, NetworkInput input) {
        var width = new Width(parameters.width());
        Nonlinearity activation = parameters.activation();
        Initialiser initialiser =
                parameters.initialiser().of(activation, Initialisation.AUTO.of(activation, Initialiser.HE));
        var net = NetworkBuilder.of(NAME, initialiser, input.layer()).stage("stem");
        stem(net, parameters, width);
        for (Inception module : Inception.GOOGLENET) {
            net.stage(module.layer());
            if (module.opensStage() && !module.name().equals("3a")) {
                // torchvision's last pool has windows of 2x2.
                boolean narrow = parameters.variant() == Variant.TORCHVISION
                        && module.name().equals("5a");
                pool(net, "pool" + module.name().charAt(0), narrow ? 2 : 3);
            }
            module.put(net, parameters.unit(), width, parameters.wide());
        }
        net.stage("pool").globalAveragePool("pool").dropout("drop", parameters.dropout());
        return heads(net, parameters, width, input.classes());
    }

    private static void stem(NetworkBuilder net, Parameters parameters, Width width) {
        ConvUnit unit = parameters.unit();
        boolean small = parameters.stem() == Stem.SMALL;
        boolean norm = parameters.variant() == Variant.PAPER && parameters.normalisation() == Normalisation.NONE;
        if (small) {
            unit.same(net, "conv1", width.of(64), 3);
        } else {
            unit.put(net, "conv1", width.of(64), 7, 2, 3);
        }
        pool(net, "pool1", 3);
        if (norm) {
            net.put("norm1", RESPONSE_NORM);
        }
        unit.same(net, "conv2", width.of(64), 1);
        unit.same(net, "conv3", width.of(192), 3);
        if (norm) {
            net.put("norm2", RESPONSE_NORM);
        }
        if (!small) {
            pool(net, "pool2", 3);
        }
    }

    private static NetworkBuilder pool(NetworkBuilder net, String name, int window) {
        return net.put(name, new Layer.Pool(Layer.PoolKind.MAX, window, 2, 0, Layer.Rounding.CEIL));
    }

    /** All heads stand at the end, so that the trunk's stages come one after the other. */
    private static Network heads(NetworkBuilder net, Parameters parameters, Width width, int classes) {
        String trunk = net.here();
        if (parameters.auxiliary()) {
            List<String> sides = List.of(
                    side(net.from("inception4a"), parameters, width, "aux1"),
                    side(net.from("inception4d"), parameters, width, "aux2"));
            sides.forEach(side -> net.from(side + ".drop")
                    .stage(Network.HEAD_STAGE)
                    .dense(side + ".fc2", classes)
                    .put(side, new Layer.Head(classes, AUXILIARY_WEIGHT, true)));
        }
        return net.from(trunk).classify("fc", classes);
    }

    /** A side branch up to its classifier. */
    private static String side(NetworkBuilder net, Parameters parameters, Width width, String name) {
        net.stage(name).averagePool(name + ".pool", 5, 3);
        parameters
                .unit()
                .same(net, name + ".conv", width.of(128), 1)
                .flatten(name + ".flatten")
                .dense(name + ".fc1", width.of(1024))
                .activation(name + ".fc1.act", parameters.activation().function())
                .dropout(name + ".drop", 0.7);
        return name;
    }
}
