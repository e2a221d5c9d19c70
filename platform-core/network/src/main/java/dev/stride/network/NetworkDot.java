package dev.stride.network;

import java.util.Map;

/** A net as a drawing in Graphviz's language. */
public final class NetworkDot {

    private NetworkDot() {}

    /** The drawing: a box with name, kind and output shape for each layer, an arrow for each input. */
    public static String of(Network network) {
        Map<String, TensorShape> shapes = network.shapes();
        var dot = new StringBuilder("digraph ").append(quoted(network.name())).append(" {\n  node [shape=box];\n");
        for (Node node : network.nodes()) {
            String label = node.name() + "\\n" + LayerWords.of(node.layer()) + "\\n" + shapes.get(node.name());
            dot.append("  ")
                    .append(quoted(node.name()))
                    .append(" [label=")
                    .append(quoted(label))
                    .append("];\n");
            for (String input : node.inputs()) {
                dot.append("  ")
                        .append(quoted(input))
                        .append(" -> ")
                        .append(quoted(node.name()))
                        .append(";\n");
            }
        }
        return dot.append("}\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
