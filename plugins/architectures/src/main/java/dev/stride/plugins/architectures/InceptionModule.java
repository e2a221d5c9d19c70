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
import dev.stride.spi.Range;
import java.util.Arrays;

/**
 * The first modules of GoogLeNet (Szegedy et al., 2015) on a small stem, for images of 32x32: a 3x3 convolution, the
 * modules 3a, 3b, 4a ... with a pool between the sizes of maps, global average pooling. Without reductions it shows what
 * they save.
 */
public final class InceptionModule implements Architecture<InceptionModule.Parameters> {

    private static final int STEM = 64;

    /** What may vary. */
    public record Parameters(
            @About("How many inception modules follow each other") @Default("3") @Range(min = 1, max = 9)
            int modules,

            @About("Whether 1x1 convolutions reduce the channels before the larger ones; without them a module costs a"
                    + " multiple")
            @Default("true")
            boolean reductions,

            @About("After each convolution") @Default("batch")
            Normalisation normalisation,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("Probability of dropping a value before the classifier") @Default("0.2") @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start; the paper leaves it open, as auto does it is taken") @Default("auto")
            Initialisation initialiser,

            @About("Factor of all numbers of filters") @Default("0.5") @Range(min = 0.03, max = 16)
            double width) {}

    @Override
    public String name() {
        return "inception-module";
    }

    @Override
    public String summary() {
        return "Inception modules (Szegedy et al., 2015) on a small stem, for 32x32 images";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(3, 32, 32), 10);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var width = new Width(parameters.width());
        Nonlinearity activation = parameters.activation();
        var unit = new ConvUnit(parameters.normalisation(), activation);
        Initialiser initialiser =
                parameters.initialiser().of(activation, Initialisation.AUTO.of(activation, Initialiser.HE));
        var net = NetworkBuilder.of(name(), initialiser, input.layer()).stage("stem");
        unit.same(net, "conv1", width.of(STEM), 3);
        Arrays.stream(Inception.GOOGLENET).limit(parameters.modules()).forEach(module -> {
            net.stage(module.layer());
            if (module.opensStage()) {
                net.put(
                        "pool" + module.name().charAt(0),
                        new Layer.Pool(Layer.PoolKind.MAX, 3, 2, 0, Layer.Rounding.CEIL));
            }
            (parameters.reductions() ? module : module.naive()).put(net, unit, width, 5);
        });
        return net.stage("pool")
                .globalAveragePool("pool")
                .dropout("drop", parameters.dropout())
                .classify("fc", input.classes());
    }
}
