package dev.stride.spi;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A net as a library has it that publishes weights for it.
 *
 * @param parameters of the architecture that describe this net; what its weights do not depend on, such as dropout, is as
 *     it was asked for
 * @param input the images and classes of the published weights, with the normalisation of pixels that they expect
 * @param names of the library's modules, such as {@code features.0}, to names of layers, such as {@code conv1}: tensors of
 *     a module are those of the layer
 */
public record PublishedNet<P extends Record>(P parameters, NetworkInput input, Map<String, String> names) {

    public PublishedNet {
        names = Collections.unmodifiableMap(new TreeMap<>(names));
    }
}
