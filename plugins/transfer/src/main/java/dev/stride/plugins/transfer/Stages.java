package dev.stride.plugins.transfer;

import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Misfit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A net before its head, from the images up: its stages that have weights. What has none belongs to the stage before it,
 * and the branch of an auxiliary head to the last stage that it takes from, since with that stage frozen it teaches nothing.
 *
 * @param names of the stages, in order
 * @param numbers the place of each node's stage among them, from 0
 */
record Stages(Network network, List<String> names, Map<String, Integer> numbers) {

    static Stages of(Network network) {
        Set<String> trunk = network.exported().nodes().stream().map(Node::name).collect(Collectors.toSet());
        List<String> names = names(network, trunk);
        var numbers = new LinkedHashMap<String, Integer>();
        int reached = 0;
        for (Node node : network.nodes()) {
            if (node.stage().equals(Network.HEAD_STAGE)) {
                continue;
            }
            if (trunk.contains(node.name())) {
                reached = names.contains(node.stage()) ? names.indexOf(node.stage()) : reached;
                numbers.put(node.name(), reached);
            } else {
                numbers.put(node.name(), last(node, numbers));
            }
        }
        return new Stages(network, names, numbers);
    }

    private static List<String> names(Network network, Set<String> trunk) {
        Set<String> weighted =
                network.tensors().stream().map(TensorDeclaration::node).collect(Collectors.toSet());
        return network.nodes().stream()
                .filter(n -> trunk.contains(n.name()) && weighted.contains(n.name()))
                .map(Node::stage)
                .filter(stage -> !stage.equals(Network.HEAD_STAGE))
                .distinct()
                .toList();
    }

    private static int last(Node node, Map<String, Integer> numbers) {
        return node.inputs().stream()
                .mapToInt(input -> numbers.getOrDefault(input, 0))
                .max()
                .orElse(0);
    }

    int count() {
        return names.size();
    }

    /** All nodes before the head. */
    Set<String> nodes() {
        return numbers.keySet();
    }

    /**
     * The nodes of the first stages.
     *
     * @param least how many there have to be
     * @param use what is done with them, for people
     * @throws Misfit where there are not so many stages, naming those that there are
     */
    Set<String> first(int wanted, int least, String use) {
        if (wanted < least || wanted > count()) {
            throw new Misfit(
                    "the first " + wanted + " stages of " + network.name() + " cannot be " + use + ": it has " + count()
                            + ", " + String.join(", ", names),
                    "choose a number from " + least + " to " + count());
        }
        return numbers.entrySet().stream()
                .filter(e -> e.getValue() < wanted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** How far a node is from the head: 1 in the last stage. */
    private int distance(String node) {
        return count() - numbers.getOrDefault(node, 0);
    }

    /** A rate for each node that is not frozen: that of the head, times {@code decay} for each stage in between and its own. */
    Map<String, Double> rates(double decay, Set<String> frozen) {
        var rates = new HashMap<String, Double>();
        if (decay != 1) {
            nodes().stream()
                    .filter(node -> !frozen.contains(node))
                    .forEach(node -> rates.put(node, Math.pow(decay, distance(node))));
        }
        return rates;
    }

    /** When each node begins to train if one more stage does every so many epochs, the last stage first. */
    Map<String, Integer> firstEpochs(int every) {
        var epochs = new HashMap<String, Integer>();
        nodes().forEach(node -> epochs.put(node, 1 + every * distance(node)));
        return epochs;
    }

    /** The first stages in words: {@code the first 2 of 4 stages (stem, stage1)}. */
    String words(int first) {
        return first == 0
                ? "none of " + count() + " stages"
                : "the first " + (first == 1 ? "" : first + " ") + "of " + count() + " stages ("
                        + String.join(", ", names.subList(0, first)) + ")";
    }
}
