package dev.stride.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a net that stays the same function of its images however long the rest trains: frozen nodes, and nodes
 * without weights that nothing but such nodes feed. What it gives to the rest, the features, is the same in every epoch.
 * Safe for use by several threads.
 *
 * @param network the whole net
 * @param nodes the names of the part's nodes, the input's included, in the net's order
 * @param features the names of those nodes whose outputs the rest takes, in the net's order
 */
public record FixedPart(Network network, Set<String> nodes, List<String> features) {

    public FixedPart {
        nodes = Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
        features = List.copyOf(features);
    }

    /**
     * The fixed part of a net.
     *
     * @param frozen the nodes whose weights and statistics never change
     * @return empty where no node with weights is fixed: then there is nothing in it that takes time
     */
    public static Optional<FixedPart> of(Network network, Set<String> frozen) {
        var fixed = new LinkedHashSet<String>();
        var needed = new HashSet<String>();
        for (Node node : network.nodes()) {
            if (fixed.containsAll(node.inputs()) && isFixed(node, frozen)) {
                fixed.add(node.name());
            } else {
                needed.addAll(node.inputs());
            }
        }
        if (network.tensors().stream().noneMatch(tensor -> fixed.contains(tensor.node()))) {
            return Optional.empty();
        }
        var features = new ArrayList<>(fixed);
        features.retainAll(needed);
        return Optional.of(new FixedPart(network, fixed, features));
    }

    /** Dropout that is not frozen draws anew in every step; a scripted layer may do as it likes while it trains. */
    private static boolean isFixed(Node node, Set<String> frozen) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Head) {
            return false;
        }
        boolean changes = layer instanceof Layer.Conv2d
                || layer instanceof Layer.Dense
                || layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Dropout
                || layer instanceof Layer.Scripted;
        return !changes || frozen.contains(node.name());
    }

    /** The shape of each feature, in their order. */
    public List<TensorShape> shapes() {
        Map<String, TensorShape> all = network.shapes();
        return features.stream().map(all::get).toList();
    }

    /** How many numbers the features of one image are. */
    public long size() {
        return shapes().stream().mapToLong(TensorShape::size).sum();
    }

    /** The tensors that the part keeps. */
    public List<TensorDeclaration> tensors() {
        return network.tensors().stream()
                .filter(tensor -> nodes.contains(tensor.node()))
                .toList();
    }

    /** SHA-256 that is the same for equal parts, whatever follows them: of their nodes and of which give features. */
    public String hash() {
        List<Node> own = network.nodes().stream()
                .filter(node -> nodes.contains(node.name()))
                .toList();
        return new Network(String.join(",", features), Initialiser.HE, own).hash();
    }
}
