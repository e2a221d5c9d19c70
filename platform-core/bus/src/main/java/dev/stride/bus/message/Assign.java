package dev.stride.bus.message;

import dev.stride.model.ArtifactRef;
import dev.stride.model.AttemptId;
import dev.stride.model.Checkpoint;
import dev.stride.model.TrialPlan;
import java.util.Optional;

/**
 * Puts an attempt on a slot, under a lease.
 *
 * @param networkHash of the net that was validated; another one is refused
 * @param dataHash of the content that was validated; another one is refused
 * @param resume where to go on from
 * @param source the weights that the transfer strategy starts from
 */
public record Assign(
        AttemptId attempt,
        TrialPlan plan,
        String networkHash,
        String dataHash,
        Optional<Checkpoint> resume,
        Optional<ArtifactRef> source) {}
