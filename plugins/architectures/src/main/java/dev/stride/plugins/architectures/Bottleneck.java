package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Range;
import java.util.Map;

/**
 * What a 1x1 convolution saves (Szegedy et al., 2015, section 4; Lin et al., 2014): one 'same' 5x5 convolution to 32
 * channels, directly or through a 1x1 convolution to fewer channels, under a classifier. On the 28x28x192 maps of the
 * paper's first module the direct way multiplies 120,422,400 times; through 16 channels 2,408,448 + 10,035,200 =
 * 12,443,648 times do. To be inspected and compared; it trains as any net does.
 */
public final class Bottleneck implements Architecture<Bottleneck.Parameters> {

    private static final int KERNEL = 5;
    private static final int FILTERS = 32;
    private static final int CHANNELS = 16;

    /** What may vary. */
    public record Parameters(
            @About("Channels of the 1x1 convolution; 0 leaves it out") @Default("16") @Range(min = 0, max = 4096)
            int channels,

            @About("Channels of the 5x5 convolution") @Default("32") @Range(min = 1, max = 4096)
            int filters,

            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation) {}

    @Override
    public String name() {
        return "bottleneck";
    }

    @Override
    public String summary() {
        return "The cost of a 5x5 convolution, directly or through a 1x1 bottleneck (Szegedy et al., 2015)";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Map<String, Parameters> presets() {
        return Map.of(
                "bottleneck-16", new Parameters(CHANNELS, FILTERS, Nonlinearity.RELU),
                "bottleneck-none", new Parameters(0, FILTERS, Nonlinearity.RELU));
    }

    /** The maps that the first module of GoogLeNet takes. */
    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(192, 28, 28), 10);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var unit = new ConvUnit(Normalisation.NONE, parameters.activation());
        var net = NetworkBuilder.of(name(), Initialiser.HE, input.layer());
        if (parameters.channels() > 0) {
            unit.same(net.stage("reduce"), "reduce", parameters.channels(), 1);
        }
        unit.same(net.stage("conv"), "conv", parameters.filters(), KERNEL);
        return net.stage(Network.HEAD_STAGE).globalAveragePool("pool").classify("fc", input.classes());
    }
}
