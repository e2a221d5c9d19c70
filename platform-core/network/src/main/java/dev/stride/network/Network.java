package dev.stride.network;

import java.util.List;

/**
 * A net as an immutable graph of layers, in an order in which each node comes after its inputs. The first node is the
 * {@link Layer.Input}; the main {@link Layer.Head} is the last one that is not auxiliary. Made by
 * {@link NetworkBuilder}, which refuses what does not fit. Safe for use by several threads.
 *
 * @param name for people, for example {@code resnet-20}
 */
public record Network(String name, Initialiser initialiser, List<Node> nodes) {

    /** The stage that ends every net: from the features to the logits. */
    public static final String HEAD_STAGE = "head";

    public Network {
        nodes = List.copyOf(nodes);
    }
}
