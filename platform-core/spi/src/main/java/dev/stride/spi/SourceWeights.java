package dev.stride.spi;

import dev.stride.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of weights before they are loaded.
 *
 * @param shapes of their tensors of 32-bit floats by name, such as {@code conv1.weight}
 * @param network the net that they were trained in, as every checkpoint of the platform carries it. A file from elsewhere
 *     does not: then names and shapes alone can be compared, and what has no tensor (an activation, a pool, a shortcut, the
 *     normalisation of pixels) may differ unseen.
 */
public record SourceWeights(SortedMap<String, List<Integer>> shapes, Optional<Network> network) {

    public SourceWeights {
        shapes = Collections.unmodifiableSortedMap(new TreeMap<>(shapes));
    }

    /** Weights with these shapes. */
    public static SourceWeights of(Map<String, List<Integer>> shapes, Optional<Network> network) {
        return new SourceWeights(new TreeMap<>(shapes), network);
    }
}
