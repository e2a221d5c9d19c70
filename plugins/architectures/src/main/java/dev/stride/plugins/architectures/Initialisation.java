package dev.stride.plugins.architectures;

import dev.stride.network.Initialiser;

/** How weights start. */
public enum Initialisation {
    /** Kaiming for rectifiers, Xavier for functions that saturate. */
    AUTO,
    KAIMING,
    XAVIER,
    /** As the net's own paper has it. */
    PAPER;

    Initialiser of(Nonlinearity activation, Initialiser paper) {
        return switch (this) {
            case AUTO -> activation == Nonlinearity.RELU ? Initialiser.HE : Initialiser.XAVIER;
            case KAIMING -> Initialiser.HE;
            case XAVIER -> Initialiser.XAVIER;
            case PAPER -> paper;
        };
    }
}
