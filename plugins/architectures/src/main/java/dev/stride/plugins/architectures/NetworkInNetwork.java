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

/**
 * Network in Network (Lin, Chen and Yan, 2014): three mlpconv layers, each a convolution followed by two of 1x1, then
 * one map a class, whose mean is the logit: no dense layer. The numbers of filters are those that its authors published
 * for CIFAR-10: 966,986 parameters.
 */
public final class NetworkInNetwork implements Architecture<NetworkInNetwork.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("What follows each convolution") @Default("relu")
            Nonlinearity activation,

            @About("After each convolution but the last") @Default("none")
            Normalisation normalisation,

            @About("Probability of dropping a value after each of the first two blocks")
            @Default("0.5")
            @Range(min = 0, max = 0.95)
            double dropout,

            @About("How weights start; the paper leaves it open, as auto does it is taken") @Default("auto")
            Initialisation initialiser,

            @About("Factor of all numbers of filters") @Default("1") @Range(min = 0.03, max = 16)
            double width) {}

    @Override
    public String name() {
        return "nin";
    }

    @Override
    public String summary() {
        return "Network in Network (Lin et al., 2014): convolutions of small nets, and no dense layer";
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
        var net = NetworkBuilder.of(name(), initialiser, input.layer());
        mlpconv(net.stage("block1"), unit, 1, 5, width.of(192), width.of(160), width.of(96));
        pool(net, "pool1", Layer.PoolKind.MAX).dropout("drop1", parameters.dropout());
        mlpconv(net.stage("block2"), unit, 2, 5, width.of(192), width.of(192), width.of(192));
        pool(net, "pool2", Layer.PoolKind.AVERAGE).dropout("drop2", parameters.dropout());
        mlpconv(net.stage("block3"), unit, 3, 3, width.of(192), width.of(192));
        net.stage(Network.HEAD_STAGE)
                .conv("cccp6", input.classes(), 1, 1, 0)
                .activation("cccp6.act", activation.function());
        return net.globalAveragePool("pool3").end(input.classes());
    }

    /** A convolution and 1x1 convolutions after it, which make a small net of each place (section 3.1). */
    private static void mlpconv(NetworkBuilder net, ConvUnit unit, int block, int kernel, int... filters) {
        unit.same(net, "conv" + block, filters[0], kernel);
        for (int i = 1; i < filters.length; i++) {
            unit.same(net, "cccp" + (2 * block - 2 + i), filters[i], 1);
        }
    }

    private static NetworkBuilder pool(NetworkBuilder net, String name, Layer.PoolKind kind) {
        return net.put(name, new Layer.Pool(kind, 3, 2, 0, Layer.Rounding.CEIL));
    }
}
