package dev.stride.plugins.architectures;

import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.NetworkBuilder;

/**
 * How the blocks of residual and plain nets are made: convolutions, each with what normalises it and the function after
 * it, and in a residual net the block's input added before the last function (He et al., 2016, figures 2 and 5).
 *
 * @param residual whether blocks have shortcuts
 * @param zeroGamma whether the last normalisation of a residual block starts from 0, so that the block starts as its
 *     shortcut (Goyal et al., 2017, section 5.1)
 */
record ResidualStyle(
        boolean residual,
        Normalisation normalisation,
        Nonlinearity activation,
        boolean zeroGamma,
        Initialisation initialisation,
        Width width) {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    /** A convolution that keeps the size but for its stride. */
    record Conv(int filters, int kernel, int stride) {}

    /** What brings a block's input to the shape of its output; gives the name of the layer that does. */
    interface Shortcut {
        /** The input itself. */
        Shortcut IDENTITY = (net, block) -> net.here();

        String put(NetworkBuilder net, String block);
    }

    /** The paper starts weights as He et al. (2015) have it. */
    Initialiser initialiser() {
        return initialisation.of(activation, Initialiser.HE);
    }

    /** The convolution before all blocks: {@code conv1}, {@code bn1}, {@code act1}. */
    NetworkBuilder stem(NetworkBuilder net, Conv conv) {
        conv(net, "", 1, conv, 1);
        return net.activation("act1", activation.function());
    }

    NetworkBuilder block(NetworkBuilder net, String name, Shortcut shortcut, Conv... convs) {
        String prefix = name + ".";
        String before = net.here();
        for (int i = 1; i <= convs.length; i++) {
            boolean last = i == convs.length;
            conv(net, prefix, i, convs[i - 1], last && residual && zeroGamma ? 0 : 1);
            if (!last) {
                net.activation(prefix + "act" + i, activation.function());
            }
        }
        if (residual) {
            String after = net.here();
            String skipped = shortcut.put(net.from(before), name);
            net.from(after).add(prefix + "add", skipped);
        }
        return net.activation(prefix + "act" + convs.length, activation.function());
    }

    private void conv(NetworkBuilder net, String prefix, int index, Conv conv, double gamma) {
        convolve(net, prefix + "conv" + index, prefix + "bn" + index, conv, conv.kernel() / 2, gamma);
    }

    /** A 1x1 convolution with its normalisation: W_s of equation 2. */
    String project(NetworkBuilder net, String block, Conv conv) {
        convolve(net, block + ".projection.conv", block + ".projection.bn", conv, 0, 1);
        return net.here();
    }

    private void convolve(NetworkBuilder net, String name, String norm, Conv conv, int pad, double gamma) {
        boolean batch = normalisation == Normalisation.BATCH;
        net.put(
                name,
                new Layer.Conv2d(conv.filters(), conv.kernel(), conv.kernel(), conv.stride(), pad, pad, 1, !batch));
        if (batch) {
            net.put(norm, new Layer.BatchNorm(MOMENTUM, EPSILON, gamma));
        }
    }
}
