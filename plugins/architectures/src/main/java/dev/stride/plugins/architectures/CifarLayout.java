package dev.stride.plugins.architectures;

import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The nets for small images of He, Zhang, Ren and Sun (2016, section 4.2): a 3x3 convolution, three stages of n pairs of
 * 3x3 convolutions with 16, 32 and 64 filters, the second and third beginning with a stride of 2, and global average
 * pooling: 6n + 2 layers.
 *
 * @param residual whether each pair has a shortcut around it; where shapes change it is every second pixel with zeros
 *     for the new channels (option A), which has no parameters
 */
record CifarLayout(String family, boolean residual) {

    private static final int[] FILTERS = {16, 32, 64};
    private static final int[] DEPTHS = {8, 14, 20, 32, 44, 56, 110};

    Network describe(int depth, double factor, NetworkInput input) {
        if (depth < 8 || (depth - 2) % 6 != 0) {
            throw new Misfit("a depth of " + depth + " is not 6n + 2", "use for example 8, 14, 20, 32, 44, 56 or 110");
        }
        int pairs = (depth - 2) / 6;
        var width = new Width(factor);
        var net = NetworkBuilder.of(family + "-" + depth, Initialiser.HE, input.layer())
                .stage("stem")
                .convWithoutBias("conv1", width.of(FILTERS[0]), 3, 1, 1)
                .batchNorm("bn1")
                .relu("relu1");
        for (int stage = 0; stage < FILTERS.length; stage++) {
            net.stage("stage" + (stage + 1));
            for (int pair = 1; pair <= pairs; pair++) {
                pair(net, "stage" + (stage + 1) + ".block" + pair, width.of(FILTERS[stage]), stage > 0 && pair == 1);
            }
        }
        return net.stage("pool").globalAveragePool("pool").classify("fc", input.classes());
    }

    /** Two convolutions, the first with a stride of 2 where the maps are halved. */
    private void pair(NetworkBuilder net, String name, int filters, boolean halves) {
        String before = net.here();
        int channels = net.channels();
        net.convWithoutBias(name + ".conv1", filters, 3, halves ? 2 : 1, 1)
                .batchNorm(name + ".bn1")
                .relu(name + ".relu1")
                .convWithoutBias(name + ".conv2", filters, 3, 1, 1)
                .batchNorm(name + ".bn2");
        if (residual) {
            String after = net.here();
            String shortcut = halves ? shortcut(net.from(before), name, filters - channels) : before;
            net.from(after).add(name + ".add", shortcut);
        }
        net.relu(name + ".relu2");
    }

    private static String shortcut(NetworkBuilder net, String name, int added) {
        return net.put(name + ".subsample", new Layer.Subsample(2))
                .put(name + ".pad", new Layer.PadChannels(added / 2, added - added / 2))
                .here();
    }

    /** The depths that papers speak of, by name. */
    <P> Map<String, P> presets(IntFunction<P> parameters) {
        var presets = new LinkedHashMap<String, P>();
        for (int depth : DEPTHS) {
            presets.put(family + "-" + depth, parameters.apply(depth));
        }
        return presets;
    }
}
