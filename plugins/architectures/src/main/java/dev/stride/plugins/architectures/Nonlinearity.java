package dev.stride.plugins.architectures;

import dev.stride.network.Layer;

/** The function after a layer with weights. */
public enum Nonlinearity {
    TANH,
    SIGMOID,
    RELU;

    Layer.Function function() {
        return Layer.Function.valueOf(name());
    }
}
