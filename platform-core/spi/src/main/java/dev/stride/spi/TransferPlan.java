package dev.stride.spi;

import dev.stride.network.Network;
import dev.stride.network.Node;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a transfer strategy does with a net. A plan that contradicts itself cannot be made.
 *
 * @param network the net that trains: the target's, the same with the source's input layer, or another one that tells as
 *     many classes of the same images apart
 * @param loaded the nodes of it whose tensors start from the source, by the names that they have there
 * @param frozen the nodes whose tensors, batch-norm statistics included, stay as they are to the bit
 * @param rates what the learning rate is multiplied by for a node, finite and above 0; 1 for nodes that are not named
 * @param firstEpochs the epoch, from 1, in which a node begins to train, and until which it is frozen; 1 for nodes that are
 *     not named
 * @param reason one sentence for people
 */
public record TransferPlan(
        Network network,
        Set<String> loaded,
        Set<String> frozen,
        Map<String, Double> rates,
        Map<String, Integer> firstEpochs,
        String reason) {

    public TransferPlan {
        loaded = Set.copyOf(loaded);
        frozen = Set.copyOf(frozen);
        rates = Map.copyOf(rates);
        firstEpochs = Map.copyOf(firstEpochs);
        Set<String> nodes = network.nodes().stream().map(Node::name).collect(Collectors.toSet());
        check("loads", loaded, nodes, network);
        check("freezes", frozen, nodes, network);
        check("gives a rate to", rates.keySet(), nodes, network);
        check("gives a first epoch to", firstEpochs.keySet(), nodes, network);
        checkApart(frozen, rates.keySet(), "a rate");
        checkApart(frozen, firstEpochs.keySet(), "a first epoch");
        rates.forEach((node, rate) ->
                require(rate > 0 && Double.isFinite(rate), "multiplies the rate of '" + node + "' by " + rate));
        firstEpochs.forEach((node, epoch) -> require(epoch >= 1, "trains '" + node + "' from epoch " + epoch + " on"));
    }

    private static void check(String what, Collection<String> named, Set<String> nodes, Network network) {
        named.stream()
                .sorted()
                .forEach(name -> require(
                        nodes.contains(name), what + " '" + name + "', which is no layer of " + network.name()));
    }

    private static void checkApart(Set<String> frozen, Set<String> given, String what) {
        given.stream()
                .sorted()
                .forEach(name -> require(!frozen.contains(name), "freezes '" + name + "', and gives it " + what));
    }

    private static void require(boolean holds, String words) {
        if (!holds) {
            throw new IllegalArgumentException("a plan " + words);
        }
    }

    /** A plan in which everything that is not frozen trains from the first epoch on, at the rate of the trial. */
    public static TransferPlan of(Network network, Set<String> loaded, Set<String> frozen, String reason) {
        return new TransferPlan(network, loaded, frozen, Map.of(), Map.of(), reason);
    }

    /** Everything starts afresh and trains. */
    public static TransferPlan fromScratch(Network network, String reason) {
        return of(network, Set.of(), Set.of(), reason);
    }

    /** The nodes that do not train in an epoch, from 1: the frozen ones, and those whose first epoch is still to come. */
    public Set<String> frozenIn(int epoch) {
        var still = new HashSet<>(frozen);
        firstEpochs.forEach((node, first) -> {
            if (first > epoch) {
                still.add(node);
            }
        });
        return Set.copyOf(still);
    }
}
