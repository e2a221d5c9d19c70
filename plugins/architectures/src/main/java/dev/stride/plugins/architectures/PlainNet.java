package dev.stride.plugins.architectures;

import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Range;
import java.util.LinkedHashMap;
import java.util.Map;

/** Residual nets without their shortcuts, against which they are measured (He, Zhang, Ren and Sun, 2016). */
public final class PlainNet implements Architecture<PlainNet.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Layers with weights: 6n + 2 in the layout cifar; 18 or 34 in the layout imagenet")
            @Default("20")
            @Range(min = 8, max = 1202)
            int depth,

            @About("Which of the paper's layouts: cifar for 32x32 images, imagenet for 224x224") @Default("cifar")
            Layout layout,

            @About("After each convolution") @Default("batch")
            Normalisation normalisation,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("How weights start") @Default("auto") Initialisation initialiser,

            @About("Factor of all numbers of filters") @Default("1") @Range(min = 0.1, max = 16)
            double width) {

        Parameters(int depth, Layout layout) {
            this(depth, layout, Normalisation.BATCH, Nonlinearity.RELU, Initialisation.AUTO, 1);
        }
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String summary() {
        return "Plain nets (He et al., 2016): the residual nets without their shortcuts";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return ResNet.paperInput(parameters.layout());
    }

    @Override
    public Map<String, Parameters> presets() {
        var presets = new LinkedHashMap<String, Parameters>();
        for (int depth : CifarLayout.DEPTHS) {
            presets.put("plain-" + depth, new Parameters(depth, Layout.CIFAR));
        }
        for (int depth : ImageNetLayout.PLAIN_DEPTHS) {
            presets.put("plain-" + depth, new Parameters(depth, Layout.IMAGENET));
        }
        return presets;
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var style = new ResidualStyle(
                false,
                parameters.normalisation(),
                parameters.activation(),
                false,
                parameters.initialiser(),
                new Width(parameters.width()));
        return parameters.layout() == Layout.CIFAR
                ? CifarLayout.describe(name(), parameters.depth(), style, input)
                : ImageNetLayout.describe(name(), parameters.depth(), style, true, input);
    }
}
