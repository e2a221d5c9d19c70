package dev.stride.engine.coordinator;

import dev.stride.bus.Bus;
import dev.stride.engine.dispatch.Roster;
import dev.stride.engine.experiment.ExperimentDecider;
import dev.stride.engine.validation.Look;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.TrialState;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all experiments that have not ended. It wires: decisions are made by {@link ExperimentDecider}, trials proposed by
 * {@link Proposals}, attempts given and heard of by {@link Attempts}, and everything that happens is on disk by
 * {@link ActiveExperiments} before anybody hears of it. All of it happens on one event loop.
 */
public final class ExperimentCoordinator extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentCoordinator.class);
    private static final long TICK_MILLIS = 1_000;

    private final EngineParts parts;
    private final EngineMeters meters;
    private ActiveExperiments experiments;
    private Attempts attempts;
    private Proposals proposals;

    @SuppressWarnings("NullAway.Init") // the last three are there once the verticle is started
    public ExperimentCoordinator(EngineParts parts) {
        this.parts = parts;
        this.meters = new EngineMeters(parts.meters());
    }

    @Override
    public Future<?> start() {
        experiments = new ActiveExperiments(new CommitWriter(vertx, parts, meters), meters, this::goOn);
        attempts = new Attempts(new Bus(vertx), experiments, parts.nanos(), this::goOn);
        proposals = new Proposals(
                vertx, new Proposer(vertx, parts.plugins(), parts.trialValidator()), experiments, this::goOn);
        return parts.storeThread()
                .executeBlocking(() -> parts.store().unfinished(), true)
                .compose(unfinished ->
                        Future.all(unfinished.stream().map(this::load).toList()))
                .onSuccess(loaded -> {
                    attempts.serve();
                    vertx.setPeriodic(TICK_MILLIS, timer -> tick());
                    goOn();
                });
    }

    /** What is on disk is all that counts: the next start goes on from there. */
    @Override
    public Future<?> stop() {
        experiments.clear();
        return Future.succeededFuture();
    }

    /** Goes on with an experiment. One that cannot be read is left, and keeps no other from going on. */
    private Future<Void> load(StoredExperiment stored) {
        return parts.storeThread()
                .executeBlocking(() -> ActiveExperiment.load(stored, parts.store(), parts.clock(), parts.nanos()), true)
                .<Void>compose(experiment -> {
                    resume(experiment);
                    return Future.succeededFuture();
                })
                .recover(e -> leave(stored.id(), understood(e)));
    }

    /** What is no refusal is a defect, which its trace in the log explains. */
    private static PlatformException understood(Throwable e) {
        if (e instanceof PlatformException known) {
            return known;
        }
        LOG.error("an experiment's log cannot be followed", e);
        return new PlatformException(
                ErrorCode.DEFECT,
                "its log led to a " + e.getClass().getSimpleName(),
                "report it with the server's log",
                e);
    }

    private Future<Void> leave(ExperimentId id, PlatformException why) {
        if (why.code().family().isRetryable()) {
            return Future.failedFuture(why);
        }
        LOG.error("experiment {} is left alone: {}", id, why.getMessage());
        experiments.leave(id, why);
        return Future.succeededFuture();
    }

    private void resume(ActiveExperiment experiment) {
        experiments.take(experiment);
        experiment.goesOn();
        attempts.resume(experiment);
        LOG.info(
                "experiment {} goes on at event {}",
                experiment.ledger().id(),
                experiment.ledger().lastEvent());
    }

    /** Calls on the coordinator's own event loop. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(v -> {
            try {
                work.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /** Takes a new experiment that the store has, with what was found as it was validated. */
    void begin(StoredExperiment experiment, Look look, List<StoredEvent> log) {
        experiments.take(ActiveExperiment.of(experiment, look, log, parts.clock(), parts.nanos()));
        goOn();
    }

    void listen(Consumer<ExperimentUpdate> listener) {
        experiments.listen(listener);
    }

    void unlisten(Consumer<ExperimentUpdate> listener) {
        experiments.unlisten(listener);
    }

    /** Why an experiment that has not ended is not gone on with. May be called from any thread. */
    Optional<PlatformException> whyLeft(ExperimentId id) {
        return experiments.whyLeft(id);
    }

    List<Roster.Seen> workers() {
        return attempts.roster().workers(parts.nanos().getAsLong());
    }

    /**
     * Ends an experiment early; done once that is on disk. False where it has ended already.
     *
     * @return fails with {@code CONFLICT} where it has not ended and is not gone on with
     */
    Future<Boolean> stop(ExperimentId id, String reason) {
        Optional<PlatformException> left = experiments.whyLeft(id);
        if (left.isPresent()) {
            return Future.failedFuture(notRunning(id, left.get()));
        }
        Optional<ActiveExperiment> experiment = experiments.get(id);
        if (experiment.isEmpty() || experiment.get().ledger().state().isTerminal()) {
            return Future.succeededFuture(false);
        }
        ExperimentDecider.stop(experiment.get().ledger(), reason).forEach(experiment.get()::happened);
        Future<Boolean> stopped = experiment.get().onDisk().map(done -> true);
        attempts.cancel(experiment.get());
        goOn();
        return stopped;
    }

    private static PlatformException notRunning(ExperimentId id, PlatformException why) {
        Problem cause = why.problems().get(0);
        return new PlatformException(
                ErrorCode.CONFLICT,
                "experiment " + id + " does not run, so it cannot be stopped: " + cause.message(),
                cause.remedy(),
                why);
    }

    private void tick() {
        attempts.expire();
        for (ActiveExperiment experiment : experiments.all()) {
            double budget = experiment.ledger().spec().budget().minutes();
            if (budget > 0
                    && experiment.minutes() > budget
                    && experiment.ledger().stop().isEmpty()) {
                stop(experiment.ledger().id(), "the budget of " + budget + " minutes is used up");
            }
        }
        goOn();
    }

    /** Everything that can be done now is done: assignments, proposals, endings, commits. */
    private void goOn() {
        attempts.dispatch();
        int slots = attempts.roster().slots();
        experiments.all().forEach(experiment -> proposals.propose(experiment, slots));
        experiments.flush();
        updateMeters();
    }

    private void updateMeters() {
        long waiting = experiments.ledgers().stream()
                .mapToLong(ledger -> ledger.in(TrialState.WAITING).size())
                .sum();
        meters.update(waiting, experiments.all().size(), attempts.roster());
    }
}
