package dev.stride.engine.coordinator;

import static java.util.Objects.requireNonNull;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.ReportReply;
import dev.stride.bus.message.WorkerKey;
import dev.stride.engine.dispatch.Dispatcher;
import dev.stride.engine.dispatch.Roster;
import dev.stride.engine.experiment.ExperimentDecider;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.Trial;
import dev.stride.model.AttemptId;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all experiments that have not ended. It wires: decisions are made by {@link ExperimentDecider}, slots chosen by
 * {@link Dispatcher}, leases kept by {@link Roster}, proposals made by {@link Proposer}, and everything that happens is
 * on disk by {@link CommitWriter} before anybody hears of it. All of it happens on one event loop.
 */
public final class ExperimentCoordinator extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentCoordinator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long TICK_MILLIS = 1_000;

    private final EngineParts parts;
    private final Roster roster = new Roster();
    private final Map<ExperimentId, ActiveExperiment> active = new LinkedHashMap<>();
    private final List<Consumer<ExperimentUpdate>> listeners = new ArrayList<>();
    private final EngineMeters meters;
    private Bus bus;
    private Proposer proposer;
    private CommitWriter writer;

    @SuppressWarnings("NullAway.Init") // the last three are there once the verticle is started
    public ExperimentCoordinator(EngineParts parts) {
        this.parts = parts;
        this.meters = new EngineMeters(parts.meters());
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        proposer = new Proposer(vertx, parts.plugins(), parts.trialValidator());
        writer = new CommitWriter(vertx, parts, meters);
        bus.serve(Addresses.HEARTBEATS, this::heartbeat);
        bus.serve(Addresses.REPORTS, this::report);
        vertx.setPeriodic(TICK_MILLIS, timer -> tick());
        return parts.storeThread().executeBlocking(this::load, true).onSuccess(loaded -> {
            loaded.forEach(this::resume);
            goOn();
        });
    }

    /** What is on disk is all that counts: the next start goes on from there. */
    @Override
    public Future<?> stop() {
        active.clear();
        listeners.clear();
        return Future.succeededFuture();
    }

    private List<ActiveExperiment> load() {
        return parts.store().unfinished().stream()
                .map(e -> ActiveExperiment.load(e, parts.store(), parts.clock()))
                .toList();
    }

    /** Takes an experiment back after a start. Attempts that were running get a full lease to be heard of again. */
    private void resume(ActiveExperiment experiment) {
        active.put(experiment.ledger().id(), experiment);
        for (int number : experiment.ledger().in(TrialState.RUNNING)) {
            Trial trial = experiment.ledger().trial(number);
            trial.worker()
                    .ifPresent(w -> roster.lease(
                            attempt(experiment, trial), w, parts.nanos().getAsLong()));
        }
        LOG.info(
                "experiment {} goes on at event {}",
                experiment.ledger().id(),
                experiment.ledger().lastEvent());
    }

    /** Calls on the coordinator's own event loop. */
    <T> Future<T> call(java.util.function.Supplier<Future<T>> work) {
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

    /** Takes a new experiment that the store has. */
    void begin(StoredExperiment experiment, List<dev.stride.store.StoredEvent> log) {
        active.computeIfAbsent(experiment.id(), id -> ActiveExperiment.of(experiment, log, parts.clock()));
        goOn();
    }

    void listen(Consumer<ExperimentUpdate> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<ExperimentUpdate> listener) {
        listeners.remove(listener);
    }

    List<Roster.Seen> workers() {
        return roster.workers(parts.nanos().getAsLong());
    }

    /** Ends an experiment early; done once that is on disk. */
    Future<Boolean> stop(ExperimentId id, String reason) {
        ActiveExperiment experiment = active.get(id);
        if (experiment == null) {
            return Future.succeededFuture(false);
        }
        Promise<Boolean> promise = Promise.promise();
        ExperimentDecider.stop(experiment.ledger(), reason).forEach(experiment::happened);
        experiment.afterCommit(() -> {
            cancelAll(experiment);
            promise.complete(true);
        });
        goOn();
        return promise.future();
    }

    private void cancelAll(ActiveExperiment experiment) {
        for (int number : experiment.ledger().in(TrialState.RUNNING)) {
            Trial trial = experiment.ledger().trial(number);
            trial.worker()
                    .ifPresent(worker ->
                            bus.request(Addresses.cancel(worker), new Cancel(attempt(experiment, trial)), PATIENCE));
        }
    }

    private Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        roster.heard(beat, parts.nanos().getAsLong())
                .forEach(lost -> lost(lost, ErrorCode.WORKER_LOST, "the worker was started anew"));
        List<AttemptId> strangers = roster.strangers(beat);
        goOn();
        return Future.succeededFuture(new HeartbeatReply(Roster.LEASE_MILLIS, strangers));
    }

    private Future<ReportReply> report(Report report) {
        AttemptId attempt = report.attempt();
        ActiveExperiment experiment = active.get(attempt.trial().experiment());
        int number = attempt.trial().number();
        if (experiment == null || !ExperimentDecider.isCurrent(experiment.ledger(), number, attempt.number())) {
            return Future.succeededFuture(new ReportReply(false));
        }
        if (experiment.ledger().trial(number).isRunning() && !roster.holds(report.worker(), attempt)) {
            return Future.succeededFuture(new ReportReply(false));
        }
        ExperimentDecider.heard(experiment.ledger(), number, report.event()).forEach(experiment::happened);
        if (report.event().isEnd()) {
            roster.release(attempt);
        } else if (experiment.ledger().stop().isPresent() && report.event() instanceof AttemptEvent.Started) {
            // It was on its way when the experiment was stopped.
            experiment.afterCommit(() -> cancelAll(experiment));
        }
        Promise<ReportReply> promise = Promise.promise();
        experiment.afterCommit(() -> promise.complete(new ReportReply(true)));
        goOn();
        return promise.future();
    }

    private void lost(AttemptId attempt, ErrorCode code, String why) {
        ActiveExperiment experiment = active.get(attempt.trial().experiment());
        int number = attempt.trial().number();
        if (experiment == null || !ExperimentDecider.isCurrent(experiment.ledger(), number, attempt.number())) {
            return;
        }
        Trial trial = experiment.ledger().trial(number);
        if (trial.isRunning()) {
            List<ExperimentEvent> events = ExperimentDecider.failed(trial, code, why);
            events.forEach(experiment::happened);
            LOG.info("attempt {} is lost: {}", attempt, why);
        }
    }

    private void tick() {
        roster.expire(parts.nanos().getAsLong())
                .forEach(attempt -> lost(attempt, ErrorCode.WORKER_LOST, "its worker was not heard of in time"));
        for (ActiveExperiment experiment : List.copyOf(active.values())) {
            double minutes = experiment.ledger().spec().budget().minutes();
            double since = (parts.clock().getAsLong() - experiment.ledger().createdAt()) / 60_000.0;
            if (minutes > 0 && since > minutes && experiment.ledger().stop().isEmpty()) {
                stop(experiment.ledger().id(), "the budget of " + minutes + " minutes is used up");
            }
        }
        goOn();
    }

    /** Everything that can be done now is done: proposals, assignments, endings, commits. */
    private void goOn() {
        dispatch();
        for (ActiveExperiment experiment : List.copyOf(active.values())) {
            propose(experiment);
            ExperimentDecider.end(experiment.ledger()).ifPresent(experiment::happened);
            flush(experiment);
        }
        meters.update(active.values(), roster);
    }

    private void dispatch() {
        List<ExperimentLedger> ledgers =
                active.values().stream().map(ActiveExperiment::ledger).toList();
        Optional<Dispatcher.Choice> next = Dispatcher.next(ledgers, roster);
        while (next.isPresent()) {
            Dispatcher.Choice choice = next.get();
            assign(requireNonNull(active.get(choice.experiment().id())), choice.trial(), choice.worker());
            next = Dispatcher.next(ledgers, roster);
        }
    }

    private void assign(ActiveExperiment experiment, Trial trial, WorkerKey worker) {
        int attempt = trial.attempt() + 1;
        String reason = trial.checkpoint()
                .map(c -> "goes on after epoch " + c.epoch() + " on " + worker.id())
                .orElse("starts on " + worker.id());
        experiment.happened(new ExperimentEvent.AttemptAssigned(trial.number(), attempt, worker, reason));
        var id = new AttemptId(new TrialId(experiment.ledger().id(), trial.number()), attempt);
        roster.lease(id, worker, parts.nanos().getAsLong());
        ExperimentEvent.Prepared prepared = trial.prepared().orElseThrow();
        var assignment = new Assign(
                id,
                prepared.plan(),
                prepared.networkHash(),
                prepared.dataHash(),
                trial.checkpoint(),
                prepared.source());
        experiment.afterCommit(() -> bus.request(Addresses.assign(worker), assignment, PATIENCE)
                .onSuccess(reply -> {
                    if (!reply.taken()) {
                        notTaken(experiment, id, worker, reply.refusal());
                    }
                })
                .onFailure(e -> notTaken(experiment, id, worker, String.valueOf(e.getMessage()))));
    }

    private void notTaken(ActiveExperiment experiment, AttemptId attempt, WorkerKey worker, String why) {
        if (!roster.holds(worker, attempt)) {
            return;
        }
        roster.release(attempt);
        roster.refused(worker);
        experiment.happened(new ExperimentEvent.AttemptLost(
                attempt.trial().number(), attempt.number(), ErrorCode.SLOT_LOST, false, "not taken: " + why));
        goOn();
    }

    private void propose(ActiveExperiment experiment) {
        if (experiment.isProposing() || !proposer.isWanted(experiment.ledger(), roster.slots())) {
            return;
        }
        experiment.setProposing(true);
        proposer.next(experiment.ledger(), experiment.labels()).onComplete(result -> {
            experiment.setProposing(false);
            if (result.succeeded()) {
                if (experiment.ledger().stop().isEmpty()) {
                    result.result().ifPresent(experiment::happened);
                }
                goOn();
            } else {
                LOG.warn("experiment {} cannot propose now", experiment.ledger().id(), result.cause());
                vertx.setTimer(TICK_MILLIS, timer -> goOn());
            }
        });
    }

    private void flush(ActiveExperiment experiment) {
        if (experiment.wantsCommit()) {
            ActiveExperiment.Commit commit = experiment.begin();
            writer.write(experiment.ledger().id(), commit)
                    .onSuccess(done -> committed(experiment, commit))
                    .onFailure(e -> leave(experiment));
        } else {
            experiment.runIdleEffects();
        }
    }

    private void committed(ActiveExperiment experiment, ActiveExperiment.Commit commit) {
        experiment.done(commit);
        commit.effects().forEach(Runnable::run);
        meters.happened(experiment.ledger(), commit.events());
        boolean ended = commit.batch().state().isTerminal();
        var update = new ExperimentUpdate(
                experiment.ledger().id(),
                commit.batch().events(),
                commit.batch().trials(),
                ended);
        List.copyOf(listeners).forEach(listener -> listener.accept(update));
        if (ended) {
            active.remove(experiment.ledger().id());
        }
        goOn();
    }

    private void leave(ActiveExperiment experiment) {
        LOG.error(
                "experiment {} is led by another coordinator; it is left alone",
                experiment.ledger().id());
        active.remove(experiment.ledger().id());
    }

    private static AttemptId attempt(ActiveExperiment experiment, Trial trial) {
        return new AttemptId(new TrialId(experiment.ledger().id(), trial.number()), trial.attempt());
    }
}
