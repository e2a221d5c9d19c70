package com.example.stride;

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
import java.util.List;

/**
 * A small net with an activation that the platform does not have, x * sigmoid(slope * x) with a slope for each channel
 * (Ramachandran, Zoph and Le, 2017): a scripted layer with parameters of its own.
 */
public final class SwishNet implements Architecture<SwishNet.Parameters> {

    private static final String SWISH = "torch.mul(x, torch.sigmoid(torch.mul(x, torch.reshape(p[0], [1, -1, 1, 1]))))";

    /** What may vary. */
    public record Parameters(
            @About("Filters of each convolution") @Default("8") @Range(min = 1, max = 512) int filters) {}

    @Override
    public String name() {
        return "swish-net";
    }

    @Override
    public String summary() {
        return "Two convolutions with a learned activation";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(1, 28, 28), 10);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        var net = NetworkBuilder.of(name(), Initialiser.HE, input.layer()).stage("body");
        swish(net.conv("conv1", parameters.filters(), 5, 2, 2), "swish1");
        swish(net.conv("conv2", 2 * parameters.filters(), 5, 2, 2), "swish2");
        return net.globalAveragePool("pool").classify("fc", input.classes());
    }

    private static void swish(NetworkBuilder net, String name) {
        var slope = new Layer.Declared("slope", List.of(net.channels()), 1);
        net.put(name, new Layer.Scripted(List.of(slope), net.shape(), 0, SWISH));
    }
}
