package dev.stride.store;

import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An experiment as it is kept.
 *
 * @param spec in JSON
 * @param verdicts of the modules, in JSON
 * @param requestHash of what was asked, to tell an idempotent repetition from a misuse of its key
 * @param createdAt in milliseconds since 1970
 * @param endedAt likewise
 * @param reason why it ended, or empty
 * @param lastEvent the number of its last event
 */
public record StoredExperiment(
        ExperimentId id,
        String name,
        ExperimentState state,
        String spec,
        String verdicts,
        Optional<String> idempotencyKey,
        String requestHash,
        long createdAt,
        OptionalLong endedAt,
        String reason,
        long lastEvent) {}
