package dev.stride.engine.coordinator;

import dev.stride.model.ExperimentId;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredTrial;
import java.util.List;

/** What one commit changed, told after it is on disk. */
public record ExperimentUpdate(
        ExperimentId experiment, List<StoredEvent> events, List<StoredTrial> trials, boolean ended) {
    public ExperimentUpdate {
        events = List.copyOf(events);
        trials = List.copyOf(trials);
    }
}
