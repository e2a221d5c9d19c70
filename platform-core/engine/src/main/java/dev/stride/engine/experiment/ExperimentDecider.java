package dev.stride.engine.experiment;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.Budget;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
                    ? List.of(new ExperimentEvent.EpochRecorded(number, trial.attempt(), finite(epoch), ""))
                    : List.of();
        } else if (event instanceof AttemptEvent.Finished finished) {
            return List.of(new ExperimentEvent.TrialEnded(
                    number,
                    trial.attempt(),
                    TrialState.COMPLETED,
                    finite(finished.metrics()),
                    Optional.empty(),
                    "trained to its end"));
        } else if (event instanceof AttemptEvent.Diverged diverged) {
            return List.of(ended(trial, TrialState.DIVERGED, Optional.empty(), diverged.reason()));
        } else if (event instanceof AttemptEvent.Cancelled) {
            return failed(ledger, trial, ErrorCode.SLOT_LOST, "its worker ended it unasked");
        } else if (event instanceof AttemptEvent.Failed failed) {
            return failed(ledger, trial, failed.code(), failed.message());
        }
        return List.of();
    }

    private static AttemptEvent.EpochCompleted finite(AttemptEvent.EpochCompleted epoch) {
        return new AttemptEvent.EpochCompleted(
                epoch.epoch(), finite(epoch.metrics()), epoch.checkpoint(), epoch.seconds(), epoch.images());
    }

    /** A value that is not finite is none: it cannot be ranked, and neither JSON nor a database keeps it. */
    private static SortedMap<Metric, Double> finite(SortedMap<Metric, Double> metrics) {
        var kept = new TreeMap<>(metrics);
        kept.values().removeIf(value -> !Double.isFinite(value));
        return kept;
    }

    /**
     * What follows when an attempt of a running trial fails, or is lost with its worker. In an experiment that is being
     * stopped nothing is tried again.
     */
    public static List<ExperimentEvent> failed(ExperimentLedger ledger, Trial trial, ErrorCode code, String message) {
        if (!code.family().isRetryable()) {
            return List.of(ended(trial, TrialState.FAILED, Optional.of(code), message));
        }
        if (ledger.stop().isPresent()) {
            return List.of(stopped(trial, ledger.stop().get()));
        }
        var lost = new ExperimentEvent.AttemptLost(trial.number(), trial.attempt(), code, true, message);
        if (trial.lost() + 1 < MOST_LOST) {
            return List.of(lost);
        }
        String reason = "lost " + MOST_LOST + " attempts without an epoch between them; the last: " + message;
        return List.of(lost, ended(trial, TrialState.FAILED, Optional.of(code), reason));
    }

    /** What follows when a worker did not take an attempt: the trial waits again, and the attempt counts as none. */
    public static List<ExperimentEvent> notTaken(ExperimentLedger ledger, Trial trial, String why) {
        return List.of(
                ledger.stop().isPresent()
                        ? stopped(trial, ledger.stop().get())
                        : new ExperimentEvent.AttemptLost(
                                trial.number(), trial.attempt(), ErrorCode.SLOT_LOST, false, "not taken: " + why));
    }

    /** What follows when an experiment is to end early: waiting trials end, running ones are to be cancelled. */
    public static List<ExperimentEvent> stop(ExperimentLedger ledger, String reason) {
        if (ledger.state().isTerminal() || ledger.stop().isPresent()) {
            return List.of();
        }
        var events = new ArrayList<ExperimentEvent>();
        events.add(new ExperimentEvent.StopRequested(reason));
        ledger.in(TrialState.WAITING).forEach(number -> events.add(stopped(ledger.trial(number), reason)));
        return events;
    }

    /** The end of the search, when there are as many trials as its budget allows, or as any experiment may have. */
    public static Optional<ExperimentEvent> usedUp(ExperimentLedger ledger) {
        int budget = ledger.spec().budget().trials();
        int trials = ledger.trials().size();
        if (budget > 0 && trials >= budget) {
            return Optional.of(new ExperimentEvent.SearchEnded("the budget of " + budget + " trials is used up"));
        }
        return trials >= Budget.MOST_TRIALS
                ? Optional.of(new ExperimentEvent.SearchEnded(
                        "an experiment has at most " + Budget.MOST_TRIALS + " trials, and this one has them"))
                : Optional.empty();
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
        return ledger.searchEnded()
                .map(why -> ledger.in(TrialState.COMPLETED).isEmpty() ? why + "; no trial was completed" : why)
                .map(why -> new ExperimentEvent.ExperimentEnded(ExperimentState.COMPLETED, why));
    }

    private static ExperimentEvent stopped(Trial trial, String reason) {
        return ended(trial, TrialState.STOPPED, Optional.empty(), reason);
    }

    private static ExperimentEvent ended(Trial trial, TrialState state, Optional<ErrorCode> code, String reason) {
        return new ExperimentEvent.TrialEnded(trial.number(), trial.attempt(), state, new TreeMap<>(), code, reason);
    }
}
