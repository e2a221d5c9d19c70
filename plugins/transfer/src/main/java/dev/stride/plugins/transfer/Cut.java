package dev.stride.plugins.transfer;

import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.spi.Misfit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a net is cut in two.
 *
 * @param node whose output is all that the part above sees of the part below
 * @param below the nodes that the output is made of, that one included
 */
record Cut(String node, Set<String> below) {

    /**
     * The cut above some nodes.
     *
     * @throws Misfit where the rest of the net takes more than one of their outputs
     */
    static Cut after(Network network, Set<String> nodes) {
        List<String> taken = network.exported().nodes().stream()
                .filter(node -> !nodes.contains(node.name()))
                .flatMap(node -> node.inputs().stream())
                .filter(nodes::contains)
                .distinct()
                .toList();
        if (taken.size() != 1) {
            throw new Misfit(
                    network.name() + " cannot be cut there: the layers above take " + String.join(", ", taken)
                            + " from those below",
                    "keep more or fewer stages");
        }
        return new Cut(taken.get(0), below(network, taken.get(0)));
    }

    private static Set<String> below(Network network, String last) {
        var below = new HashSet<String>(Set.of(last));
        List<Node> nodes = network.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (below.contains(nodes.get(i).name())) {
                below.addAll(nodes.get(i).inputs());
            }
        }
        return below;
    }
}
