package dev.stride.store;

import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A trial as it is kept.
 *
 * @param label what distinguishes its configuration, without the seed
 * @param configuration in JSON
 * @param plan in JSON; empty where it was never made
 * @param attempt the number of its last attempt, which is its fence; 0 before the first
 * @param epochs how many are planned
 * @param objective the objective's value after the last epoch
 * @param seconds trained, over all attempts
 * @param reason the reason of its last decision
 * @param errorCode of its failure, or empty
 */
public record StoredTrial(
        TrialId id,
        TrialState state,
        String label,
        String configuration,
        String plan,
        String networkHash,
        int attempt,
        int epochsDone,
        int epochs,
        OptionalDouble objective,
        OptionalDouble testAccuracy,
        OptionalDouble testLoss,
        long parameters,
        long multiplies,
        double seconds,
        String reason,
        String errorCode,
        OptionalLong startedAt,
        OptionalLong endedAt) {}
