package dev.stride.spi;

import dev.stride.model.ModuleKind;
import dev.stride.network.Network;
import java.util.Map;

/** A family of nets. */
public non-sealed interface Architecture<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.ARCHITECTURE;
    }

    /**
     * Describes the net for these images. Pure Java, quick even for the largest nets.
     *
     * @throws Misfit where the arithmetic does not allow the images, naming layer and shape
     */
    Network describe(P parameters, NetworkInput input);

    /** The images and classes of the paper, for looking at the net without a data set. */
    NetworkInput paperInput(P parameters);

    /**
     * Well-known members of the family, for example {@code resnet-20} with its parameters. An experiment may name one
     * in the family's place; what it gives beside replaces the preset's values.
     */
    default Map<String, P> presets() {
        return Map.of();
    }

    /**
     * The nets like this one for which libraries publish weights, by the library's name, for example {@code torchvision}.
     * Layers that differ are left as the library has them: weights are held against them later.
     */
    default Map<String, PublishedNet<P>> published(P parameters) {
        return Map.of();
    }
}
