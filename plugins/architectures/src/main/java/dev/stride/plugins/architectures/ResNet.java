package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.PublishedNet;
import dev.stride.spi.Range;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Residual nets (He, Zhang, Ren and Sun, 2016): in the layout for 32x32 images ResNet-20 has 269,722 parameters, in that
 * for 224x224 images ResNet-50 has 25,557,032.
 */
public final class ResNet implements Architecture<ResNet.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("Layers with weights: 6n + 2 in the layout cifar; 18, 34, 50, 101 or 152 in the layout imagenet")
            @Default("20")
            @Range(min = 8, max = 1202)
            int depth,

            @About("Which of the paper's layouts: cifar for 32x32 images, imagenet for 224x224") @Default("cifar")
            Layout layout,

            @About(
                    "Where a bottleneck halves maps: in its first convolution as in the paper, or in its second as torchvision's weights need")
            @Default("paper")
            Variant variant,

            @About(
                    "Whether each block's last batch normalisation starts from 0, so that the block starts as its shortcut")
            @Default("false")
            boolean zeroGamma,

            @About("After each convolution") @Default("batch")
            Normalisation normalisation,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("How weights start") @Default("auto") Initialisation initialiser,

            @About("Factor of all numbers of filters") @Default("1") @Range(min = 0.1, max = 16)
            double width) {

        Parameters(int depth, Layout layout, Variant variant) {
            this(depth, layout, variant, false, Normalisation.BATCH, Nonlinearity.RELU, Initialisation.AUTO, 1);
        }
    }

    /** Where a bottleneck halves maps. */
    public enum Variant {
        PAPER,
        TORCHVISION
    }

    @Override
    public String name() {
        return "resnet";
    }

    @Override
    public String summary() {
        return "Residual nets (He et al., 2016): blocks of convolutions with a shortcut around each";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return paperInput(parameters.layout());
    }

    static NetworkInput paperInput(Layout layout) {
        return layout == Layout.CIFAR
                ? NetworkInput.unnormalised(new ImageShape(3, 32, 32), 10)
                : NetworkInput.unnormalised(new ImageShape(3, 224, 224), 1000);
    }

    @Override
    public Map<String, Parameters> presets() {
        var presets = new LinkedHashMap<String, Parameters>();
        for (int depth : CifarLayout.DEPTHS) {
            presets.put("resnet-" + depth, new Parameters(depth, Layout.CIFAR, Variant.PAPER));
        }
        for (int depth : ImageNetLayout.DEPTHS) {
            presets.put("resnet-" + depth, new Parameters(depth, Layout.IMAGENET, Variant.PAPER));
            presets.put(
                    "resnet-" + depth + "-torchvision", new Parameters(depth, Layout.IMAGENET, Variant.TORCHVISION));
        }
        return presets;
    }

    @Override
    public Map<String, PublishedNet<Parameters>> published(Parameters parameters) {
        Map<String, String> names = ImageNetLayout.torchvisionNames(parameters.depth());
        if (parameters.layout() != Layout.IMAGENET || names.isEmpty()) {
            return Map.of();
        }
        return Torchvision.net(
                new Parameters(
                        parameters.depth(),
                        Layout.IMAGENET,
                        Variant.TORCHVISION,
                        parameters.zeroGamma(),
                        Normalisation.BATCH,
                        Nonlinearity.RELU,
                        parameters.initialiser(),
                        1),
                names);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var style = new ResidualStyle(
                true,
                parameters.normalisation(),
                parameters.activation(),
                parameters.zeroGamma(),
                parameters.initialiser(),
                new Width(parameters.width()));
        return parameters.layout() == Layout.CIFAR
                ? CifarLayout.describe(name(), parameters.depth(), style, input)
                : ImageNetLayout.describe(
                        name(), parameters.depth(), style, parameters.variant() == Variant.PAPER, input);
    }
}
