package dev.stride.engine.coordinator;

import dev.stride.bus.Wire;
import dev.stride.engine.experiment.ConfigurationLabels;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.model.ExperimentSpec;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An experiment that has not ended: its ledger, and what waits to be committed. Events change the ledger at once; their
 * effects wait until they are on disk. For the coordinator's event loop.
 */
final class ActiveExperiment {

    private static final int LOG_PAGE = 10_000;

    private final ExperimentLedger ledger;
    private final ConfigurationLabels labels;
    private final LongSupplier clock;
    private final Projection projection = new Projection();
    private List<ExperimentEvent> pending = new ArrayList<>();
    private List<StoredEvent> stored = new ArrayList<>();
    private List<Runnable> effects = new ArrayList<>();
    private long committed;
    private boolean committing;
    private boolean proposing;

    private ActiveExperiment(ExperimentLedger ledger, LongSupplier clock) {
        this.ledger = ledger;
        this.labels = new ConfigurationLabels(ledger.spec().space());
        this.clock = clock;
    }

    /** An experiment that was just stored with its first events. */
    static ActiveExperiment of(StoredExperiment experiment, List<StoredEvent> log, LongSupplier clock) {
        var spec = Wire.read(experiment.spec(), ExperimentSpec.class);
        var active = new ActiveExperiment(new ExperimentLedger(experiment.id(), spec, experiment.createdAt()), clock);
        log.forEach(active::fold);
        return active;
    }

    /** Folds the log of an experiment, page by page. Blocks. */
    static ActiveExperiment load(StoredExperiment experiment, ExperimentStore store, LongSupplier clock) {
        ActiveExperiment active = of(experiment, List.of(), clock);
        List<StoredEvent> page = store.events(experiment.id(), 0, LOG_PAGE);
        while (!page.isEmpty()) {
            page.forEach(active::fold);
            page = store.events(experiment.id(), active.committed, LOG_PAGE);
        }
        return active;
    }

    private void fold(StoredEvent logged) {
        ExperimentEvent event = Wire.read(logged.body(), ExperimentEvent.class);
        ledger.apply(event);
        projection.note(event, logged.at());
        committed = logged.sequence();
    }

    ExperimentLedger ledger() {
        return ledger;
    }

    ConfigurationLabels labels() {
        return labels;
    }

    /** Something happened. */
    void happened(ExperimentEvent event) {
        ledger.apply(event);
        long now = clock.getAsLong();
        projection.note(event, now);
        pending.add(event);
        stored.add(Projection.stored(event, ledger.lastEvent(), now));
    }

    /** To be done once all that has happened so far is on disk. */
    void afterCommit(Runnable effect) {
        effects.add(effect);
    }

    /**
     * What goes to disk together.
     *
     * @param expected the number of the last event that is there
     */
    record Commit(long expected, Batch batch, List<ExperimentEvent> events, List<Runnable> effects) {}

    /** Whether there is something to commit and nothing on its way. */
    boolean wantsCommit() {
        return !committing && !pending.isEmpty();
    }

    /** Whether nothing waits and nothing is on its way. */
    boolean isSettled() {
        return !committing && pending.isEmpty();
    }

    /** Runs effects that wait for nothing. */
    void runIdleEffects() {
        if (isSettled()) {
            List<Runnable> now = effects;
            effects = new ArrayList<>();
            now.forEach(Runnable::run);
        }
    }

    Commit begin() {
        committing = true;
        var commit =
                new Commit(committed, projection.batch(ledger, pending, stored, clock.getAsLong()), pending, effects);
        pending = new ArrayList<>();
        stored = new ArrayList<>();
        effects = new ArrayList<>();
        return commit;
    }

    void done(Commit commit) {
        committing = false;
        committed = commit.batch().lastEvent();
    }

    boolean isProposing() {
        return proposing;
    }

    void setProposing(boolean proposing) {
        this.proposing = proposing;
    }
}
