package dev.stride.plugins.architectures;

/** What stands between a convolution and the function after it. */
public enum Normalisation {
    NONE,
    /** Batch normalisation (Ioffe and Szegedy, 2015), which makes the convolution's bias idle: it has none then. */
    BATCH
}
