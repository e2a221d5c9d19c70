package dev.stride.network;

/** How the weights of convolutions and dense layers start. Biases start from 0. */
public enum Initialiser {
    /** Normal with variance 2 / fan-in, for rectifiers (He et al., 2015). */
    HE,
    /** Uniform with variance 2 / (fan-in + fan-out), for saturating functions (Glorot and Bengio, 2010). */
    XAVIER,
    /** Uniform between -2.4 / fan-in and 2.4 / fan-in (LeCun et al., 1998, appendix A). */
    LECUN,
    /** Normal with a deviation of 0.01, whatever the layer (Krizhevsky et al., 2012, section 5). */
    NORMAL
}
