package dev.stride.bus.message;

import dev.stride.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * A transfer strategy's answer.
 *
 * @param source where the weights come from, when the strategy needs a source; the asker resolves it and asks again
 * @param loaded the nodes that start from the source, in order; empty while the source is not resolved
 * @param frozen the nodes that never train, in order
 * @param network the net that trains; empty while the source is not resolved, and in the answer of an older node, which
 *     trains the target
 */
public record TransferPlanned(
        Optional<Source> source, List<String> loaded, List<String> frozen, String reason, Optional<Network> network) {
    public TransferPlanned {
        loaded = List.copyOf(loaded);
        frozen = List.copyOf(frozen);
    }

    /**
     * Where weights come from, as its user named it; see {@code dev.stride.spi.TransferSource}.
     *
     * @param names of the file's tensors; empty too in the answer of an older node
     */
    public record Source(
            Optional<String> experiment,
            Optional<String> trial,
            Optional<String> file,
            Optional<String> architecture,
            Optional<String> names) {}
}
