package dev.stride.network;

import java.util.List;
import java.util.Objects;

/**
 * A named layer at its place in the graph.
 *
 * @param name unique in the net; tensors are named from it, as in {@code conv1.weight}
 * @param stage the part of the net that it belongs to; freezing and drawing go by stages
 * @param inputs the names of the nodes that feed it, each earlier in the list
 */
public record Node(String name, String stage, Layer layer, List<String> inputs) {
    public Node {
        Objects.requireNonNull(name);
        Objects.requireNonNull(stage);
        Objects.requireNonNull(layer);
        inputs = List.copyOf(inputs);
    }
}
