package dev.stride.engine.coordinator;

import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Measurement;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose connection breaks when it is told to: before a commit, or after it and before its acknowledgement. */
final class FaultyStore implements ExperimentStore {

    private final ExperimentStore store = new InMemoryExperimentStore();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();

    void failBefore(int commits) {
        before.set(commits);
    }

    void failAfter(int commits) {
        after.set(commits);
    }

    /** Whether all failures that were asked for have happened. */
    boolean hasFailed() {
        return before.get() <= 0 && after.get() <= 0;
    }

    @Override
    public void commit(ExperimentId experiment, long expectedLastEvent, Batch batch) {
        breakDown(before);
        store.commit(experiment, expectedLastEvent, batch);
        breakDown(after);
    }

    private static void breakDown(AtomicInteger left) {
        if (left.getAndDecrement() > 0) {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the connection is broken", "wait");
        }
    }

    @Override
    public StoredExperiment create(StoredExperiment experiment, List<StoredEvent> events) {
        return store.create(experiment, events);
    }

    @Override
    public Optional<StoredExperiment> experiment(ExperimentId id) {
        return store.experiment(id);
    }

    @Override
    public List<StoredExperiment> experiments(Optional<ExperimentId> from, int limit) {
        return store.experiments(from, limit);
    }

    @Override
    public List<StoredExperiment> withPrefix(String prefix) {
        return store.withPrefix(prefix);
    }

    @Override
    public List<StoredExperiment> unfinished() {
        return store.unfinished();
    }

    @Override
    public List<StoredEvent> events(ExperimentId experiment, long from, int limit) {
        return store.events(experiment, from, limit);
    }

    @Override
    public List<StoredTrial> trials(ExperimentId experiment) {
        return store.trials(experiment);
    }

    @Override
    public Optional<StoredTrial> trial(TrialId trial) {
        return store.trial(trial);
    }

    @Override
    public List<Measurement> measurements(ExperimentId experiment) {
        return store.measurements(experiment);
    }

    @Override
    public List<Measurement> measurements(TrialId trial) {
        return store.measurements(trial);
    }

    @Override
    public List<Checkpoint> checkpoints(TrialId trial) {
        return store.checkpoints(trial);
    }

    @Override
    public void close() {
        store.close();
    }
}
