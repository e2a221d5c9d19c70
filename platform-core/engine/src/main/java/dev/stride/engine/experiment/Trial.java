package dev.stride.engine.experiment;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.Checkpoint;
import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import dev.stride.model.TrialState;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trial as its events have left it. Immutable.
 *
 * @param prepared what validation found out; empty where a module refused it
 * @param attempt the number of the last attempt; 0 before the first
 * @param worker of the last attempt
 * @param lost how many attempts were lost since the last epoch, without those that no worker took
 * @param objective the objective's value after the last epoch
 * @param test what the test gave
 * @param seconds trained over all attempts
 */
public record Trial(
        int number,
        Configuration configuration,
        String label,
        Optional<ExperimentEvent.Prepared> prepared,
        TrialState state,
        int attempt,
        Optional<WorkerKey> worker,
        int lost,
        int epochsDone,
        Optional<Checkpoint> checkpoint,
        OptionalDouble objective,
        SortedMap<Metric, Double> test,
        double seconds,
        Optional<ErrorCode> error,
        String reason) {

    static Trial proposed(ExperimentEvent.TrialProposed event) {
        return new Trial(
                event.trial(),
                event.configuration(),
                event.label(),
                Optional.of(event.prepared()),
                TrialState.WAITING,
                0,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                OptionalDouble.empty(),
                new TreeMap<>(),
                0,
                Optional.empty(),
                event.reason());
    }

    static Trial refused(ExperimentEvent.TrialRefused event) {
        return new Trial(
                event.trial(),
                event.configuration(),
                event.label(),
                Optional.empty(),
                TrialState.INFEASIBLE,
                0,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                OptionalDouble.empty(),
                new TreeMap<>(),
                0,
                Optional.empty(),
                event.reason());
    }

    Trial assigned(ExperimentEvent.AttemptAssigned event) {
        return new Trial(
                number,
                configuration,
                label,
                prepared,
                to(TrialState.RUNNING),
                event.attempt(),
                Optional.of(event.worker()),
                lost,
                epochsDone,
                checkpoint,
                objective,
                test,
                seconds,
                Optional.empty(),
                event.reason());
    }

    Trial recorded(AttemptEvent.EpochCompleted epoch, Objective sought) {
        Double value = epoch.metrics().get(sought.metric());
        return new Trial(
                number,
                configuration,
                label,
                prepared,
                state,
                attempt,
                worker,
                0,
                epoch.epoch(),
                Optional.of(epoch.checkpoint()),
                value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value),
                test,
                seconds + epoch.seconds(),
                error,
                reason);
    }

    Trial lost(ExperimentEvent.AttemptLost event) {
        return new Trial(
                number,
                configuration,
                label,
                prepared,
                to(TrialState.WAITING),
                attempt,
                Optional.empty(),
                event.charged() ? lost + 1 : lost,
                epochsDone,
                checkpoint,
                objective,
                test,
                seconds,
                Optional.of(event.code()),
                event.reason());
    }

    Trial ended(ExperimentEvent.TrialEnded event) {
        return new Trial(
                number,
                configuration,
                label,
                prepared,
                to(event.state()),
                attempt,
                Optional.empty(),
                lost,
                epochsDone,
                checkpoint,
                objective,
                event.metrics(),
                seconds,
                event.code(),
                event.reason());
    }

    private TrialState to(TrialState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("trial " + number + " is " + state + " and cannot become " + next);
        }
        return next;
    }

    /** How many epochs are planned. */
    public int epochs() {
        return prepared.map(p -> p.plan().training().epochs()).orElse(0);
    }

    public boolean isRunning() {
        return state == TrialState.RUNNING;
    }
}
