package dev.stride.engine.coordinator;

import dev.stride.bus.Wire;
import dev.stride.engine.experiment.ConfigurationLabels;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.validation.Look;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.PlatformException;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An experiment that has not ended: its ledger, and what waits to be committed. Events change the ledger at once; whoever
 * depends on them waits until they are on disk. For the coordinator's event loop.
 */
final class ActiveExperiment {

    private static final int LOG_PAGE = 10_000;
    private static final double NANOS_A_MINUTE = 60e9;
    private static final double MILLIS_A_MINUTE = 60e3;

    private final ExperimentLedger ledger;
    private final ConfigurationLabels labels;
    private final Look look;
    private final LongSupplier clock;
    private final LongSupplier nanos;
    private final long takenAt;
    private final Projection projection = new Projection();
    private final Proposals.Turn turn = new Proposals.Turn();
    private List<ExperimentEvent> pending = new ArrayList<>();
    private List<StoredEvent> stored = new ArrayList<>();
    private List<Promise<Void>> waiting = new ArrayList<>();
    private long committed;
    private long agedBefore;
    private long lastAt;
    private boolean committing;

    private ActiveExperiment(StoredExperiment experiment, Look look, LongSupplier clock, LongSupplier nanos) {
        var spec = Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id());
        this.ledger = new ExperimentLedger(experiment.id(), spec);
        this.labels = new ConfigurationLabels(spec.space());
        this.look = look;
        this.clock = clock;
        this.nanos = nanos;
        this.takenAt = nanos.getAsLong();
        this.lastAt = experiment.createdAt();
    }

    /** An experiment that was just stored with its first events. */
    static ActiveExperiment of(
            StoredExperiment experiment, Look look, List<StoredEvent> log, LongSupplier clock, LongSupplier nanos) {
        var active = new ActiveExperiment(experiment, look, clock, nanos);
        log.forEach(active::fold);
        return active;
    }

    /**
     * Folds the log of an experiment, page by page. Blocks.
     *
     * @throws PlatformException with {@code CORRUPT} where it cannot be read to its end, otherwise as the store throws it
     */
    static ActiveExperiment load(
            StoredExperiment experiment, ExperimentStore store, LongSupplier clock, LongSupplier nanos) {
        ActiveExperiment active = of(experiment, Look.of(experiment.id()), List.of(), clock, nanos);
        List<StoredEvent> page = store.events(experiment.id(), 0, LOG_PAGE);
        while (!page.isEmpty()) {
            page.forEach(active::fold);
            page = store.events(experiment.id(), active.committed, LOG_PAGE);
        }
        return active;
    }

    private void fold(StoredEvent logged) {
        String what = "event " + logged.sequence() + " of experiment " + ledger.id();
        ExperimentEvent event = Wire.read(logged.body(), ExperimentEvent.class, what);
        apply(event, what);
        projection.note(event, logged.at());
        committed = logged.sequence();
        // A wall clock may be put back.
        agedBefore += event instanceof ExperimentEvent.CoordinatorStarted ? 0 : Math.max(0, logged.at() - lastAt);
        lastAt = logged.at();
    }

    /** What cannot follow is a defect of the log, whatever it makes the ledger say. */
    private void apply(ExperimentEvent event, String what) {
        try {
            ledger.apply(event);
        } catch (RuntimeException e) {
            throw new PlatformException(
                    ErrorCode.CORRUPT,
                    what + " cannot follow those before it: " + e.getMessage(),
                    "put back a copy of the data folder",
                    e);
        }
    }

    /** This coordinator goes on with it. */
    void goesOn() {
        happened(new ExperimentEvent.CoordinatorStarted("goes on after event " + committed));
    }

    ExperimentLedger ledger() {
        return ledger;
    }

    ConfigurationLabels labels() {
        return labels;
    }

    Look look() {
        return look;
    }

    Proposals.Turn turn() {
        return turn;
    }

    /** Something happened. */
    void happened(ExperimentEvent event) {
        ledger.apply(event);
        long now = clock.getAsLong();
        projection.note(event, now);
        pending.add(event);
        stored.add(Projection.stored(event, ledger.lastEvent(), now));
    }

    /**
     * How long it has been going on, without the times in which no coordinator had it. Of an earlier coordinator's time
     * only what lies between its events is known, by the wall clock; in this one's no jump of that ends an experiment.
     */
    double minutes() {
        return agedBefore / MILLIS_A_MINUTE + (nanos.getAsLong() - takenAt) / NANOS_A_MINUTE;
    }

    /** Done once all that has happened so far is on disk; fails where the experiment is left before. */
    Future<Void> onDisk() {
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /**
     * What goes to disk together.
     *
     * @param expected the number of the last event that is there
     * @param waiting who waits for it
     */
    record Commit(long expected, Batch batch, List<ExperimentEvent> events, List<Promise<Void>> waiting) {}

    /** Whether there is something to commit and nothing on its way. */
    boolean wantsCommit() {
        return !committing && !pending.isEmpty();
    }

    /** Those that wait for nothing, because all that has happened is on disk. */
    List<Promise<Void>> settled() {
        return committing || !pending.isEmpty() ? List.of() : waiters();
    }

    /** All that wait for what is not on its way. */
    List<Promise<Void>> waiters() {
        List<Promise<Void>> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    Commit begin() {
        committing = true;
        var commit =
                new Commit(committed, projection.batch(ledger, pending, stored, clock.getAsLong()), pending, waiters());
        pending = new ArrayList<>();
        stored = new ArrayList<>();
        return commit;
    }

    void done(Commit commit) {
        committing = false;
        committed = commit.batch().lastEvent();
    }
}
