package dev.stride.plugins.transfer;

import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A small net of dense layers and rectifiers, and a softmax, to be put on a cut one.
 *
 * @param hidden the units of each hidden layer
 * @param dropout after each of them
 */
record Top(NewTop.Features features, List<Integer> hidden, double dropout) {

    private static final String STAGE = "top";

    /** A cut net with this one on it, named for the last stage that is left. */
    Network on(Network network, Cut cut, String stage) {
        var nodes = new ArrayList<>(network.nodes().stream()
                .filter(node -> cut.below().contains(node.name()))
                .toList());
        String last = cut.node();
        if (network.shapes().get(last) instanceof TensorShape.Maps) {
            last = features == NewTop.Features.POOLED
                    ? put(nodes, "pool", new Layer.GlobalAveragePool(), last)
                    : put(nodes, "flatten", new Layer.Flatten(), last);
        }
        for (int i = 0; i < hidden.size(); i++) {
            last = put(nodes, "fc" + (i + 1), new Layer.Dense(hidden.get(i), true), last);
            last = put(nodes, "act" + (i + 1), new Layer.Activation(Layer.Function.RELU), last);
            last = dropout > 0 ? put(nodes, "drop" + (i + 1), new Layer.Dropout(dropout), last) : last;
        }
        nodes.add(new Node("top.out", Network.HEAD_STAGE, new Layer.Dense(network.classes(), true), List.of(last)));
        nodes.add(new Node(
                "logits", Network.HEAD_STAGE, new Layer.Head(network.classes(), 1, false), List.of("top.out")));
        return new Network(network.name() + " to " + stage, network.initialiser(), nodes);
    }

    private static String put(List<Node> nodes, String name, Layer layer, String input) {
        String node = STAGE + "." + name;
        nodes.add(new Node(node, STAGE, layer, List.of(input)));
        return node;
    }
}
