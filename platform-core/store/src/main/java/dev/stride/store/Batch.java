package dev.stride.store;

import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentState;
import dev.stride.model.Measurement;
import dev.stride.model.TrialId;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one commit adds: events, and what follows from them.
 *
 * @param trials as they are after the events; new ones are added, others replaced
 */
public record Batch(
        List<StoredEvent> events,
        List<StoredTrial> trials,
        List<Measurement> measurements,
        List<Saved> checkpoints,
        ExperimentState state,
        OptionalLong endedAt,
        String reason) {

    /** A checkpoint and the trial that it belongs to. */
    public record Saved(TrialId trial, Checkpoint checkpoint) {}

    public Batch {
        events = List.copyOf(events);
        trials = List.copyOf(trials);
        measurements = List.copyOf(measurements);
        checkpoints = List.copyOf(checkpoints);
    }

    /** The number of the last event. */
    public long lastEvent() {
        return events.get(events.size() - 1).sequence();
    }
}
