package dev.stride.engine.experiment;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What follows from what is heard: pure functions of the ledger. No clock, no randomness; the same ledger and the same
 * word give the same events.
 */
public final class ExperimentDecider {

    /** How many attempts may be lost one after the other without an epoch between them. */
    static final int MOST_LOST = 3;

    private ExperimentDecider() {}

    /** Whether a report of this attempt still counts. */
    public static boolean isCurrent(ExperimentLedger ledger, int trial, int attempt) {
        return trial >= 1
                && trial <= ledger.trials().size()
                && ledger.trial(trial).attempt() == attempt
                && ledger.trial(trial).state() != TrialState.WAITING;
    }

    /** What follows from a report of the trial's current attempt; nothing where it is known already. */
    public static List<ExperimentEvent> heard(ExperimentLedger ledger, int number, AttemptEvent event) {
        Trial trial = ledger.trial(number);
        if (!trial.isRunning()) {
            return List.of();
        }
        if (event instanceof AttemptEvent.EpochCompleted epoch) {
            return epoch.epoch() == trial.epochsDone() + 1
                    ? List.of(new ExperimentEvent.EpochRecorded(number, trial.attempt(), epoch, ""))
                    : List.of();
        } else if (event instanceof AttemptEvent.Finished finished) {
            return List.of(new ExperimentEvent.TrialEnded(
                    number,
                    trial.attempt(),
                    TrialState.COMPLETED,
                    finished.metrics(),
                    Optional.empty(),
                    "trained to its end"));
        } else if (event instanceof AttemptEvent.Diverged diverged) {
            return List.of(ended(trial, TrialState.DIVERGED, Optional.empty(), diverged.reason()));
        } else if (event instanceof AttemptEvent.Cancelled) {
            return List.of(ended(
                    trial, TrialState.STOPPED, Optional.empty(), ledger.stop().orElse("the worker ended it")));
        } else if (event instanceof AttemptEvent.Failed failed) {
            return failed(trial, failed.code(), failed.message());
        }
        return List.of();
    }

    /** What follows when an attempt fails or is lost with its worker. */
    public static List<ExperimentEvent> failed(Trial trial, ErrorCode code, String message) {
        if (!code.family().isRetryable()) {
            return List.of(ended(trial, TrialState.FAILED, Optional.of(code), message));
        }
        var lost = new ExperimentEvent.AttemptLost(trial.number(), trial.attempt(), code, true, message);
        if (trial.lost() + 1 < MOST_LOST) {
            return List.of(lost);
        }
        String reason = "lost " + MOST_LOST + " attempts without an epoch between them; the last: " + message;
        return List.of(lost, ended(trial, TrialState.FAILED, Optional.of(code), reason));
    }

    /** What follows when an experiment is to end early: waiting trials end, running ones are to be cancelled. */
    public static List<ExperimentEvent> stop(ExperimentLedger ledger, String reason) {
        if (ledger.state().isTerminal() || ledger.stop().isPresent()) {
            return List.of();
        }
        var events = new ArrayList<ExperimentEvent>();
        events.add(new ExperimentEvent.StopRequested(reason));
        ledger.in(TrialState.WAITING)
                .forEach(number ->
                        events.add(ended(ledger.trial(number), TrialState.STOPPED, Optional.empty(), reason)));
        return events;
    }

    /** The end of the experiment, when nothing is left to do. */
    public static Optional<ExperimentEvent> end(ExperimentLedger ledger) {
        if (ledger.isOpen() || ledger.state().isTerminal()) {
            return Optional.empty();
        }
        if (ledger.stop().isPresent()) {
            return Optional.of(new ExperimentEvent.ExperimentEnded(
                    ExperimentState.STOPPED, ledger.stop().get()));
        }
        return ledger.searchEnded().map(why -> new ExperimentEvent.ExperimentEnded(ExperimentState.COMPLETED, why));
    }

    private static ExperimentEvent ended(Trial trial, TrialState state, Optional<ErrorCode> code, String reason) {
        return new ExperimentEvent.TrialEnded(trial.number(), trial.attempt(), state, new TreeMap<>(), code, reason);
    }
}
