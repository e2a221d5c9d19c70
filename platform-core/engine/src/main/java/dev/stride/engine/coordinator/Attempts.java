package dev.stride.engine.coordinator;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AssignReply;
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
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives attempts to workers under leases, cancels them, and hears what became of them. For the coordinator's event loop. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Bus bus;
    private final ActiveExperiments experiments;
    private final LongSupplier nanos;
    private final Runnable goOn;
    private final Roster roster = new Roster();
    /** Their slots are free, but what became of them is not on disk: only their workers have it. */
    private final Set<AttemptId> ending = new HashSet<>();

    /** @param goOn called when something has happened */
    Attempts(Bus bus, ActiveExperiments experiments, LongSupplier nanos, Runnable goOn) {
        this.bus = bus;
        this.experiments = experiments;
        this.nanos = nanos;
        this.goOn = goOn;
    }

    /** Hears workers from now on. Before the experiments are loaded every attempt would be a stranger. */
    void serve() {
        bus.serve(Addresses.HEARTBEATS, this::heartbeat);
        bus.serve(Addresses.REPORTS, this::report);
    }

    Roster roster() {
        return roster;
    }

    /** Attempts that ran when an earlier coordinator ended get a full lease to be heard of again. */
    void resume(ActiveExperiment experiment) {
        for (Trial trial : running(experiment.ledger())) {
            trial.worker().ifPresent(w -> roster.lease(attempt(experiment, trial), w, nanos.getAsLong()));
        }
    }

    /** Puts waiting trials on free slots, as long as there are both. */
    void dispatch() {
        Optional<Dispatcher.Choice> next = Dispatcher.next(experiments.ledgers(), roster);
        while (next.isPresent()) {
            Dispatcher.Choice choice = next.get();
            experiments
                    .get(choice.experiment().id())
                    .ifPresent(experiment -> assign(experiment, choice.trial(), choice.worker()));
            next = Dispatcher.next(experiments.ledgers(), roster);
        }
    }

    private void assign(ActiveExperiment experiment, Trial trial, WorkerKey worker) {
        String reason = trial.checkpoint()
                .map(c -> "goes on after epoch " + c.epoch() + " on " + worker.id())
                .orElse("starts on " + worker.id());
        experiment.happened(new ExperimentEvent.AttemptAssigned(trial.number(), trial.attempt() + 1, worker, reason));
        AttemptId id = attempt(experiment, experiment.ledger().trial(trial.number()));
        roster.reserve(id, worker);
        ExperimentEvent.Prepared prepared = trial.prepared().orElseThrow();
        var assignment = new Assign(
                id,
                prepared.plan(),
                prepared.networkHash(),
                prepared.dataHash(),
                trial.checkpoint(),
                prepared.source());
        experiment
                .onDisk()
                .compose(done -> send(worker, assignment))
                .onSuccess(reply -> {
                    if (!reply.taken()) {
                        notTaken(experiment, id, worker, reply.refusal());
                    }
                })
                .onFailure(e -> notTaken(experiment, id, worker, String.valueOf(e.getMessage())));
    }

    /** Its lease begins when the worker can know of it: the store may have been away for long. */
    private Future<AssignReply> send(WorkerKey worker, Assign assignment) {
        if (roster.holds(worker, assignment.attempt())) {
            roster.lease(assignment.attempt(), worker, nanos.getAsLong());
        }
        return bus.request(Addresses.assign(worker), assignment, PATIENCE);
    }

    private void notTaken(ActiveExperiment experiment, AttemptId attempt, WorkerKey worker, String why) {
        if (!roster.holds(worker, attempt)) {
            return;
        }
        roster.release(attempt);
        roster.refused(worker);
        Trial trial = experiment.ledger().trial(attempt.trial().number());
        if (trial.isRunning() && trial.attempt() == attempt.number()) {
            ExperimentDecider.notTaken(experiment.ledger(), trial, why).forEach(experiment::happened);
        }
        goOn.run();
    }

    /** Cancels what runs of an experiment once its stop is on disk; what becomes of it comes as reports. */
    void cancel(ActiveExperiment experiment) {
        experiment
                .onDisk()
                .onSuccess(done -> running(experiment.ledger())
                        .forEach(trial ->
                                trial.worker().ifPresent(worker -> cancel(worker, attempt(experiment, trial)))));
    }

    private void cancel(WorkerKey worker, AttemptId attempt) {
        bus.request(Addresses.cancel(worker), new Cancel(attempt), PATIENCE)
                .onFailure(e -> LOG.debug("attempt {} is cancelled again: {}", attempt, e.getMessage()));
    }

    private Future<HeartbeatReply> heartbeat(Heartbeat beat) {
        roster.heard(beat, nanos.getAsLong())
                .forEach(lost -> lost(lost, ErrorCode.WORKER_LOST, "the worker was started anew"));
        List<AttemptId> strangers = roster.strangers(beat).stream()
                .filter(attempt -> !ending.contains(attempt))
                .toList();
        beat.running().stream()
                .filter(attempt -> roster.holds(beat.worker(), attempt))
                .forEach(attempt -> cancelAgain(beat.worker(), attempt));
        goOn.run();
        return Future.succeededFuture(new HeartbeatReply(Roster.LEASE_MILLIS, strangers));
    }

    /** A cancellation may be lost, or its experiment was stopped by a coordinator that ended before it was sent. */
    private void cancelAgain(WorkerKey worker, AttemptId attempt) {
        experiments
                .get(attempt.trial().experiment())
                .filter(experiment -> experiment.ledger().stop().isPresent())
                .ifPresent(experiment -> experiment.onDisk().onSuccess(done -> cancel(worker, attempt)));
    }

    private Future<ReportReply> report(Report report) {
        AttemptId attempt = report.attempt();
        Optional<ActiveExperiment> current = current(attempt);
        if (current.isEmpty()) {
            return Future.succeededFuture(new ReportReply(false));
        }
        ActiveExperiment experiment = current.get();
        int number = attempt.trial().number();
        if (experiment.ledger().trial(number).isRunning() && !roster.holds(report.worker(), attempt)) {
            return Future.succeededFuture(new ReportReply(false));
        }
        ExperimentDecider.heard(experiment.ledger(), number, report.event()).forEach(experiment::happened);
        Future<Void> onDisk = experiment.onDisk();
        if (report.event().isEnd()) {
            roster.release(attempt);
            ending.add(attempt);
            onDisk.onComplete(done -> ending.remove(attempt));
        }
        goOn.run();
        return onDisk.map(done -> new ReportReply(true));
    }

    /** Time has gone on: leases that were not renewed are lost. */
    void expire() {
        roster.expire(nanos.getAsLong())
                .forEach(attempt -> lost(attempt, ErrorCode.WORKER_LOST, "its worker was not heard of in time"));
    }

    private void lost(AttemptId attempt, ErrorCode code, String why) {
        current(attempt).ifPresent(experiment -> {
            Trial trial = experiment.ledger().trial(attempt.trial().number());
            if (trial.isRunning()) {
                LOG.info("attempt {} is lost: {}", attempt, why);
                ExperimentDecider.failed(experiment.ledger(), trial, code, why).forEach(experiment::happened);
            }
        });
    }

    /** The experiment of an attempt whose reports still count. */
    private Optional<ActiveExperiment> current(AttemptId attempt) {
        return experiments
                .get(attempt.trial().experiment())
                .filter(e ->
                        ExperimentDecider.isCurrent(e.ledger(), attempt.trial().number(), attempt.number()));
    }

    private static List<Trial> running(ExperimentLedger ledger) {
        return ledger.in(TrialState.RUNNING).stream().map(ledger::trial).toList();
    }

    private static AttemptId attempt(ActiveExperiment experiment, Trial trial) {
        return new AttemptId(new TrialId(experiment.ledger().id(), trial.number()), trial.attempt());
    }
}
