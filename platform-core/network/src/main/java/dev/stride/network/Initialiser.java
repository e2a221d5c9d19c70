package dev.stride.network;

/** How the weights of convolutions and dense layers start. Biases start from 0. */
public enum Initialiser {
    /** Normal with variance 2 / fan-in, for rectifiers (He et al., 2015). */
    HE,
    /** Uniform with variance 2 / (fan-in + fan-out), for saturating functions (Glorot and Bengio, 2010). */
    XAVIER
}
