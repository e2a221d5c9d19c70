package dev.stride.engine.coordinator;

import dev.stride.bus.Wire;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.model.ArtifactRef;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import java.util.Optional;

/** What was found out about trials as they were proposed, from their experiment's log. Blocks. */
final class ProposedTrials {

    private static final String PROPOSED = "trial-proposed";

    private ProposedTrials() {}

    /**
     * The weights that a trial started from.
     *
     * @throws PlatformException with {@code NOT_FOUND} where it started from none
     */
    static ArtifactRef source(ExperimentStore store, TrialId trial) {
        return proposed(store, trial)
                .flatMap(proposed -> proposed.prepared().source())
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "trial " + trial + " started from no other's weights", ""));
    }

    /** It is the first that happens to a trial. */
    private static Optional<ExperimentEvent.TrialProposed> proposed(ExperimentStore store, TrialId trial) {
        return store.events(trial, 0, 1).stream()
                .filter(event -> event.type().equals(PROPOSED))
                .map(event -> read(event, trial))
                .findFirst();
    }

    private static ExperimentEvent.TrialProposed read(StoredEvent event, TrialId trial) {
        return Wire.read(
                event.body(),
                ExperimentEvent.TrialProposed.class,
                "event " + event.sequence() + " of experiment " + trial.experiment());
    }
}
