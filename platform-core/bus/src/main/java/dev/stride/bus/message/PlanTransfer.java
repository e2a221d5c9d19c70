package dev.stride.bus.message;

import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a transfer strategy what it would do.
 *
 * @param source the shapes of the source's tensors by name; empty while the source is not resolved, which asks only
 *     where it is
 */
public record PlanTransfer(
        ParameterValue.Fields parameters, Network target, Optional<Map<String, List<Integer>>> source) {}
