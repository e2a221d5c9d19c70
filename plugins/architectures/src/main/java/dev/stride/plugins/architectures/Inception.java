package dev.stride.plugins.architectures;

import dev.stride.network.Layer;
import dev.stride.network.NetworkBuilder;

/**
 * An inception module (Szegedy et al., 2015, figure 2b): branches of a 1x1 convolution, a 3x3 and a 5x5 one each behind a
 * 1x1 reduction, and a pool with a 1x1 projection, joined by channel.
 *
 * @param name of the module, which begins the names of its layers
 * @param one filters of the 1x1 branch
 * @param reduceThree filters of the reduction before the 3x3 convolution; 0 leaves it out
 * @param three filters of the 3x3 convolution
 * @param reduceFive filters of the reduction before the 5x5 convolution; 0 leaves it out
 * @param five filters of the 5x5 convolution
 * @param project filters of the projection after the pool
 */
record Inception(String name, int one, int reduceThree, int three, int reduceFive, int five, int project) {

    /** The nine modules of GoogLeNet (table 1). */
    static final Inception[] GOOGLENET = {
        new Inception("3a", 64, 96, 128, 16, 32, 32),
        new Inception("3b", 128, 128, 192, 32, 96, 64),
        new Inception("4a", 192, 96, 208, 16, 48, 64),
        new Inception("4b", 160, 112, 224, 24, 64, 64),
        new Inception("4c", 128, 128, 256, 24, 64, 64),
        new Inception("4d", 112, 144, 288, 32, 64, 64),
        new Inception("4e", 256, 160, 320, 32, 128, 128),
        new Inception("5a", 256, 160, 320, 32, 128, 128),
        new Inception("5b", 384, 192, 384, 48, 128, 128)
    };

    /** Whether it is the first of its size of maps: a pool stands before it. */
    boolean opensStage() {
        return name.endsWith("a");
    }

    String layer() {
        return "inception" + name;
    }

    /**
     * The module without its reductions, which costs too much to be built of (figure 2a). The projection after the pool
     * stays, so that the branches keep their widths.
     */
    Inception naive() {
        return new Inception(name, one, 0, three, 0, five, project);
    }

    /**
     * Puts the module.
     *
     * @param wide the kernel of the widest branch: 5, or 3 in torchvision's net
     */
    NetworkBuilder put(NetworkBuilder net, ConvUnit unit, Width width, int wide) {
        String in = net.here();
        String first = unit.same(net, layer() + ".branch1", width.of(one), 1).here();
        reduce(net.from(in), unit, width, layer() + ".branch2.reduce", reduceThree);
        String second = unit.same(net, layer() + ".branch2", width.of(three), 3).here();
        reduce(net.from(in), unit, width, layer() + ".branch3.reduce", reduceFive);
        String third =
                unit.same(net, layer() + ".branch3", width.of(five), wide).here();
        net.from(in).put(layer() + ".pool", new Layer.Pool(Layer.PoolKind.MAX, 3, 1, 1, Layer.Rounding.FLOOR));
        String fourth =
                unit.same(net, layer() + ".branch4", width.of(project), 1).here();
        return net.concat(layer(), first, second, third, fourth);
    }

    private static void reduce(NetworkBuilder net, ConvUnit unit, Width width, String layer, int filters) {
        if (filters > 0) {
            unit.same(net, layer, width.of(filters), 1);
        }
    }
}
