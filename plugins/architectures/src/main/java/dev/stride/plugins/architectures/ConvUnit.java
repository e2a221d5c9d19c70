package dev.stride.plugins.architectures;

import dev.stride.network.Layer;
import dev.stride.network.NetworkBuilder;

/**
 * A convolution, what normalises it, and the function after it: layers {@code name}, {@code name.bn} and {@code name.act}.
 *
 * @param epsilon of batch normalisation
 */
record ConvUnit(Normalisation normalisation, Nonlinearity activation, double epsilon) {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    ConvUnit(Normalisation normalisation, Nonlinearity activation) {
        this(normalisation, activation, EPSILON);
    }

    /** A square convolution that keeps height and width. */
    NetworkBuilder same(NetworkBuilder net, String name, int filters, int kernel) {
        return put(net, name, filters, kernel, 1, kernel / 2);
    }

    NetworkBuilder put(NetworkBuilder net, String name, int filters, int kernel, int stride, int pad) {
        return grouped(net, name, filters, kernel, stride, pad, 1);
    }

    NetworkBuilder grouped(NetworkBuilder net, String name, int filters, int kernel, int stride, int pad, int groups) {
        boolean batch = normalisation == Normalisation.BATCH;
        net.put(name, new Layer.Conv2d(filters, kernel, kernel, stride, pad, pad, groups, !batch));
        if (batch) {
            net.put(name + ".bn", new Layer.BatchNorm(MOMENTUM, epsilon, 1));
        }
        return net.activation(name + ".act", activation.function());
    }
}
