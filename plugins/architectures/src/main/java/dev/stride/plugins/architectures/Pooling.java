package dev.stride.plugins.architectures;

import dev.stride.network.Layer;

/** What a pool makes of a window. */
public enum Pooling {
    AVERAGE,
    MAX;

    Layer.PoolKind kind() {
        return Layer.PoolKind.valueOf(name());
    }
}
