package dev.stride.plugins.architectures;

import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.plugins.architectures.ResidualStyle.Conv;
import dev.stride.plugins.architectures.ResidualStyle.Shortcut;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import java.util.HashMap;
import java.util.Map;

/**
 * The nets for 224x224 images of He, Zhang, Ren and Sun (2016, table 1): a 7x7 convolution and a pool, four stages of
 * blocks with 64, 128, 256 and 512 filters, and global average pooling. From 50 layers on a block is a bottleneck of
 * 1x1, 3x3 and 1x1 convolutions, the last with four times the filters. Where shapes change a shortcut is a 1x1
 * projection (option B).
 */
final class ImageNetLayout {

    static final int[] PLAIN_DEPTHS = {18, 34};
    static final int[] DEPTHS = {18, 34, 50, 101, 152};

    private static final int[] FILTERS = {64, 128, 256, 512};
    private static final int FIRST_BOTTLENECK = 50;
    private static final int EXPANSION = 4;
    private static final Map<Integer, int[]> BLOCKS = Map.of(
            18, new int[] {2, 2, 2, 2},
            34, new int[] {3, 4, 6, 3},
            50, new int[] {3, 4, 6, 3},
            101, new int[] {3, 4, 23, 3},
            152, new int[] {3, 8, 36, 3});

    private final ResidualStyle style;
    private final boolean bottleneck;
    private final boolean strideFirst;

    private ImageNetLayout(ResidualStyle style, boolean bottleneck, boolean strideFirst) {
        this.style = style;
        this.bottleneck = bottleneck;
        this.strideFirst = strideFirst;
    }

    /**
     * @param strideFirst whether a bottleneck halves maps in its first convolution, as in the paper, or in its 3x3
     *     convolution, as in torchvision
     */
    static Network describe(String family, int depth, ResidualStyle style, boolean strideFirst, NetworkInput input) {
        int[] blocks = BLOCKS.get(depth);
        if (blocks == null || !style.residual() && depth >= FIRST_BOTTLENECK) {
            throw new Misfit(
                    "there is no " + family + " net of depth " + depth + " in the layout imagenet",
                    style.residual() ? "use 18, 34, 50, 101 or 152" : "use 18 or 34");
        }
        var layout = new ImageNetLayout(style, depth >= FIRST_BOTTLENECK, strideFirst);
        var net = NetworkBuilder.of(family + "-" + depth, style.initialiser(), input.layer())
                .stage("stem");
        style.stem(net, new Conv(style.width().of(FILTERS[0]), 7, 2))
                .put("pool1", new Layer.Pool(Layer.PoolKind.MAX, 3, 2, 1, Layer.Rounding.FLOOR));
        for (int stage = 0; stage < FILTERS.length; stage++) {
            net.stage("stage" + (stage + 1));
            for (int block = 1; block <= blocks[stage]; block++) {
                layout.block(
                        net,
                        "stage" + (stage + 1) + ".block" + block,
                        style.width().of(FILTERS[stage]),
                        stage > 0 && block == 1 ? 2 : 1);
            }
        }
        return net.stage("pool").globalAveragePool("pool").classify("fc", input.classes());
    }

    /** Names of torchvision's modules to layers; it counts blocks from 0. Empty where there is no such depth. */
    static Map<String, String> torchvisionNames(int depth) {
        int[] blocks = BLOCKS.get(depth);
        if (blocks == null) {
            return Map.of();
        }
        int convolutions = depth >= FIRST_BOTTLENECK ? 3 : 2;
        var names = new HashMap<>(Map.of("conv1", "conv1", "bn1", "bn1", "fc", "fc"));
        for (int stage = 1; stage <= FILTERS.length; stage++) {
            for (int block = 0; block < blocks[stage - 1]; block++) {
                String theirs = "layer" + stage + "." + block;
                String ours = "stage" + stage + ".block" + (block + 1);
                for (int conv = 1; conv <= convolutions; conv++) {
                    names.put(theirs + ".conv" + conv, ours + ".conv" + conv);
                    names.put(theirs + ".bn" + conv, ours + ".bn" + conv);
                }
                if (block == 0 && (stage > 1 || depth >= FIRST_BOTTLENECK)) {
                    names.put(theirs + ".downsample.0", ours + ".projection.conv");
                    names.put(theirs + ".downsample.1", ours + ".projection.bn");
                }
            }
        }
        return names;
    }

    private void block(NetworkBuilder net, String name, int filters, int stride) {
        int out = bottleneck ? EXPANSION * filters : filters;
        Shortcut shortcut = stride == 1 && out == net.channels()
                ? Shortcut.IDENTITY
                : (builder, block) -> style.project(builder, block, new Conv(out, 1, stride));
        if (bottleneck) {
            style.block(
                    net,
                    name,
                    shortcut,
                    new Conv(filters, 1, strideFirst ? stride : 1),
                    new Conv(filters, 3, strideFirst ? 1 : stride),
                    new Conv(out, 1, 1));
        } else {
            style.block(net, name, shortcut, new Conv(filters, 3, stride), new Conv(filters, 3, 1));
        }
    }
}
