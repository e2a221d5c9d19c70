package dev.stride.network;

/** How the weights of convolutions and dense layers start, and their biases: from 0 where nothing else is said. */
public enum Initialiser {
    /** Normal with variance 2 / fan-in, for rectifiers (He et al., 2015). */
    HE,
    /** Uniform with variance 2 / (fan-in + fan-out), for saturating functions (Glorot and Bengio, 2010). */
    XAVIER,
    /** Uniform between -2.4 / fan-in and 2.4 / fan-in (LeCun et al., 1998, appendix A). */
    LECUN,
    /**
     * Normal with a deviation of 0.01, whatever the layer; biases start from 1 in the second, fourth and fifth
     * convolutions and in dense layers before the head (Krizhevsky et al., 2012, section 5).
     */
    KRIZHEVSKY,
    /** Normal with a variance of 0.01, whatever the layer (Simonyan and Zisserman, 2015, section 3.1). */
    SIMONYAN
}
