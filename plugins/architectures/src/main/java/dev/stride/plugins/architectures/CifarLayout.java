package dev.stride.plugins.architectures;

import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.plugins.architectures.ResidualStyle.Conv;
import dev.stride.plugins.architectures.ResidualStyle.Shortcut;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;

/**
 * The nets for small images of He, Zhang, Ren and Sun (2016, section 4.2): a 3x3 convolution, three stages of n pairs of
 * 3x3 convolutions with 16, 32 and 64 filters, the second and third beginning with a stride of 2, and global average
 * pooling: 6n + 2 layers. Where shapes change a shortcut is every second pixel with zeros for the new channels (option
 * A), which has no parameters.
 */
final class CifarLayout {

    static final int[] DEPTHS = {8, 14, 20, 32, 44, 56, 110};

    private static final int[] FILTERS = {16, 32, 64};

    private CifarLayout() {}

    static Network describe(String family, int depth, ResidualStyle style, NetworkInput input) {
        if (depth < 8 || (depth - 2) % 6 != 0) {
            throw new Misfit(
                    "a depth of " + depth + " is not 6n + 2",
                    "use for example 8, 14, 20, 32, 44, 56 or 110, or the layout imagenet");
        }
        int pairs = (depth - 2) / 6;
        var net = NetworkBuilder.of(family + "-" + depth, style.initialiser(), input.layer())
                .stage("stem");
        style.stem(net, new Conv(style.width().of(FILTERS[0]), 3, 1));
        for (int stage = 0; stage < FILTERS.length; stage++) {
            net.stage("stage" + (stage + 1));
            int filters = style.width().of(FILTERS[stage]);
            for (int pair = 1; pair <= pairs; pair++) {
                int stride = stage > 0 && pair == 1 ? 2 : 1;
                int added = filters - net.channels();
                Shortcut shortcut = stride == 1 ? Shortcut.IDENTITY : (builder, block) -> pad(builder, block, added);
                style.block(
                        net,
                        "stage" + (stage + 1) + ".block" + pair,
                        shortcut,
                        new Conv(filters, 3, stride),
                        new Conv(filters, 3, 1));
            }
        }
        return net.stage("pool").globalAveragePool("pool").classify("fc", input.classes());
    }

    private static String pad(NetworkBuilder net, String block, int added) {
        return net.put(block + ".subsample", new Layer.Subsample(2))
                .put(block + ".pad", new Layer.PadChannels(added / 2, added - added / 2))
                .here();
    }
}
