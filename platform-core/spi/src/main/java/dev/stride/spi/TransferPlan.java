package dev.stride.spi;

import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import java.util.Optional;
import java.util.Set;

/**
 * What a transfer strategy does to a net.
 *
 * @param loaded the nodes whose tensors start from the source
 * @param frozen the nodes whose tensors, batch-norm statistics included, stay as they are to the bit
 * @param input what takes the place of the target's input layer, so that loaded layers see pixels as they were trained
 *     on; of the target's shape. Empty where the target's own stays.
 * @param reason one sentence for people
 */
public record TransferPlan(Set<String> loaded, Set<String> frozen, Optional<Layer.Input> input, String reason) {

    public TransferPlan {
        loaded = Set.copyOf(loaded);
        frozen = Set.copyOf(frozen);
    }

    /** Everything starts afresh and trains. */
    public static TransferPlan fromScratch(String reason) {
        return new TransferPlan(Set.of(), Set.of(), Optional.empty(), reason);
    }

    /** The net that trains: the target, with the plan's input layer where it has one. */
    public Network applyTo(Network target) {
        return input.map(replacement -> new Network(
                        target.name(),
                        target.initialiser(),
                        target.nodes().stream()
                                .map(node -> node.layer() instanceof Layer.Input
                                        ? new Node(node.name(), node.stage(), replacement, node.inputs())
                                        : node)
                                .toList()))
                .orElse(target);
    }
}
