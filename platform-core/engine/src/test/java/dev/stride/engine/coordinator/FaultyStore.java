package dev.stride.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import dev.stride.store.TrialTally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A store that does what it is told: its connection breaks before a commit, or after it and before its acknowledgement;
 * commits are held; another coordinator has written.
 */
final class FaultyStore implements ExperimentStore {

    private final ExperimentStore store = new InMemoryExperimentStore();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();

    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(0);
    private volatile @Nullable ErrorCode refusal;
    private volatile Runnable loading = () -> {};
    private volatile Runnable readingEvents = () -> {};

    void failBefore(int commits) {
        before.set(commits);
    }

    void failAfter(int commits) {
        after.set(commits);
    }

    /** Commits wait from now on. */
    void hold() {
        held = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
    }

    /** Waits until a commit waits. */
    void awaitHeld() throws InterruptedException {
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void release() {
        held.countDown();
    }

    /** Every commit is refused from now on. */
    void refuse(ErrorCode code) {
        refusal = code;
    }

    /** To be done while a coordinator loads. */
    void whenLoading(Runnable work) {
        loading = work;
    }

    /** To be done when somebody reads events. */
    void whenReadingEvents(Runnable work) {
        readingEvents = work;
    }

    /** Whether all failures that were asked for have happened. */
    boolean hasFailed() {
        return before.get() <= 0 && after.get() <= 0;
    }

    @Override
    public void commit(ExperimentId experiment, long expectedLastEvent, Batch batch) {
        arrived.countDown();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (refusal != null) {
            throw new PlatformException(refusal, "refused for the test", "none");
        }
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
    public Optional<StoredExperiment> madeBy(String idempotencyKey, String requestHash) {
        return store.madeBy(idempotencyKey, requestHash);
    }

    @Override
    public List<StoredExperiment> experiments(Optional<ExperimentId> from, int limit) {
        return store.experiments(from, limit);
    }

    @Override
    public Optional<StoredExperiment> newestNamed(String name, Optional<ExperimentId> before) {
        return store.newestNamed(name, before);
    }

    @Override
    public List<StoredExperiment> withPrefix(String prefix, int limit) {
        return store.withPrefix(prefix, limit);
    }

    @Override
    public List<StoredExperiment> unfinished() {
        loading.run();
        return store.unfinished();
    }

    @Override
    public List<StoredEvent> events(ExperimentId experiment, long from, int limit) {
        readingEvents.run();
        return store.events(experiment, from, limit);
    }

    @Override
    public List<StoredEvent> events(TrialId trial, long from, int limit) {
        return store.events(trial, from, limit);
    }

    @Override
    public List<StoredTrial> trials(ExperimentId experiment, int from, int limit) {
        return store.trials(experiment, from, limit);
    }

    @Override
    public List<TrialTally> tally(ExperimentId experiment) {
        return store.tally(experiment);
    }

    @Override
    public Optional<StoredTrial> best(ExperimentId experiment, Goal goal) {
        return store.best(experiment, goal);
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
    public List<Measurement> measurements(ExperimentId experiment, Metric metric, int from, int limit) {
        return store.measurements(experiment, metric, from, limit);
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
