package dev.stride.engine.coordinator;

import dev.stride.engine.experiment.ExperimentDecider;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiments that have not ended. What happens to them goes to disk in commits, one at a time for each experiment;
 * only then do listeners and those who wait hear of it. For the coordinator's event loop.
 */
final class ActiveExperiments {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveExperiments.class);

    private final Map<ExperimentId, ActiveExperiment> active = new LinkedHashMap<>();
    private final Map<ExperimentId, PlatformException> left = new ConcurrentHashMap<>();
    private final List<Consumer<ExperimentUpdate>> listeners = new ArrayList<>();
    private final CommitWriter writer;
    private final EngineMeters meters;
    private final Runnable goOn;

    /** @param goOn called after each commit */
    ActiveExperiments(CommitWriter writer, EngineMeters meters, Runnable goOn) {
        this.writer = writer;
        this.meters = meters;
        this.goOn = goOn;
    }

    void take(ActiveExperiment experiment) {
        active.putIfAbsent(experiment.ledger().id(), experiment);
    }

    Optional<ActiveExperiment> get(ExperimentId id) {
        return Optional.ofNullable(active.get(id));
    }

    /** Why an experiment that has not ended is not gone on with. May be called from any thread. */
    Optional<PlatformException> whyLeft(ExperimentId id) {
        return Optional.ofNullable(left.get(id));
    }

    /** Goes no further with an experiment; what is on disk stays as it is. */
    void leave(ExperimentId id, PlatformException why) {
        Optional.ofNullable(active.remove(id)).ifPresent(experiment -> meters.left(experiment.ledger()));
        left.put(id, why);
        tell(new ExperimentUpdate(id, List.of(), List.of(), false));
    }

    boolean has(ActiveExperiment experiment) {
        return active.get(experiment.ledger().id()) == experiment;
    }

    /** All, in the order in which they were taken. */
    List<ActiveExperiment> all() {
        return List.copyOf(active.values());
    }

    Collection<ExperimentLedger> ledgers() {
        return active.values().stream().map(ActiveExperiment::ledger).toList();
    }

    void listen(Consumer<ExperimentUpdate> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<ExperimentUpdate> listener) {
        listeners.remove(listener);
    }

    void clear() {
        active.clear();
        listeners.clear();
    }

    /** Ends what has nothing left to do, and commits what has happened. */
    void flush() {
        for (ActiveExperiment experiment : all()) {
            ExperimentDecider.end(experiment.ledger()).ifPresent(experiment::happened);
            if (experiment.wantsCommit()) {
                ActiveExperiment.Commit commit = experiment.begin();
                writer.write(experiment.ledger().id(), commit)
                        .onSuccess(done -> committed(experiment, commit))
                        .onFailure(e -> refused(experiment, commit, (PlatformException) e));
            } else {
                experiment.settled().forEach(ActiveExperiments::complete);
            }
        }
    }

    private void committed(ActiveExperiment experiment, ActiveExperiment.Commit commit) {
        experiment.done(commit);
        boolean ended = commit.batch().state().isTerminal();
        if (ended) {
            active.remove(experiment.ledger().id());
        }
        commit.waiting().forEach(ActiveExperiments::complete);
        meters.happened(experiment.ledger(), commit.events());
        tell(new ExperimentUpdate(
                experiment.ledger().id(),
                commit.batch().events(),
                commit.batch().trials(),
                ended));
        if (ended) {
            // Those who asked while its end was being written.
            experiment.settled().forEach(ActiveExperiments::complete);
        }
        goOn.run();
    }

    /** One that fails keeps nobody else from hearing. */
    private void tell(ExperimentUpdate update) {
        for (Consumer<ExperimentUpdate> listener : List.copyOf(listeners)) {
            try {
                listener.accept(update);
            } catch (RuntimeException e) {
                LOG.error("a listener of experiment {} failed", update.experiment(), e);
            }
        }
    }

    private static void complete(Promise<Void> waiting) {
        try {
            waiting.complete();
        } catch (RuntimeException e) {
            LOG.error("what waited for a commit failed", e);
        }
    }

    private void refused(ActiveExperiment experiment, ActiveExperiment.Commit commit, PlatformException why) {
        ExperimentId id = experiment.ledger().id();
        LOG.error("experiment {} is left alone from event {} on", id, commit.expected(), why);
        PlatformException refusal = why.code() == ErrorCode.CONFLICT
                ? new PlatformException(
                        ErrorCode.CONFLICT, "experiment " + id + " is led by another coordinator", "ask that one", why)
                : why;
        leave(id, refusal);
        commit.waiting().forEach(waiting -> waiting.tryFail(refusal));
        experiment.waiters().forEach(waiting -> waiting.tryFail(refusal));
        goOn.run();
    }
}
