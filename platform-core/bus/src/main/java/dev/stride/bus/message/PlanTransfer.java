package dev.stride.bus.message;

import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks a transfer strategy what it would do.
 *
 * @param source what is known of the source; empty while it is not resolved, which asks only where it is
 * @param trainingImages how many images are learned from; empty in the question of an older node
 */
public record PlanTransfer(
        ParameterValue.Fields parameters, Network target, Optional<Source> source, OptionalInt trainingImages) {

    /**
     * A source that was found.
     *
     * @param shapes of its tensors by name
     * @param network that it was trained in, where its file tells
     */
    public record Source(Map<String, List<Integer>> shapes, Optional<Network> network) {
        public Source {
            shapes = Map.copyOf(shapes);
        }
    }
}
