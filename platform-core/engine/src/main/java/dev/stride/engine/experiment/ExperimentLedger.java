package dev.stride.engine.experiment;

import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ExperimentState;
import dev.stride.model.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An experiment as its events have left it: the fold of the log, nothing else. The same events give an equal ledger. For
 * one thread.
 */
public final class ExperimentLedger {

    private final ExperimentId id;
    private final ExperimentSpec spec;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<TrialState, SortedSet<Integer>> byState = new EnumMap<>(TrialState.class);
    private ExperimentState state = ExperimentState.RUNNING;
    private Optional<String> searchEnded = Optional.empty();
    private Optional<String> stop = Optional.empty();
    private String reason = "";
    private long lastEvent;

    public ExperimentLedger(ExperimentId id, ExperimentSpec spec) {
        this.id = id;
        this.spec = spec;
    }

    /**
     * Takes the next event.
     *
     * @throws IllegalStateException for one that cannot follow; the ledger stays as it was
     */
    public void apply(ExperimentEvent event) {
        if (event instanceof ExperimentEvent.TrialProposed proposed) {
            add(Trial.proposed(proposed));
        } else if (event instanceof ExperimentEvent.TrialRefused refused) {
            add(Trial.refused(refused));
        } else if (event instanceof ExperimentEvent.SearchEnded ended) {
            searchEnded = Optional.of(ended.reason());
        } else if (event instanceof ExperimentEvent.AttemptAssigned assigned) {
            put(trial(assigned.trial()).assigned(assigned));
        } else if (event instanceof ExperimentEvent.EpochRecorded recorded) {
            put(trial(recorded.trial()).recorded(recorded.epoch(), spec.objective()));
        } else if (event instanceof ExperimentEvent.AttemptLost lost) {
            put(trial(lost.trial()).lost(lost));
        } else if (event instanceof ExperimentEvent.TrialEnded ended) {
            put(trial(ended.trial()).ended(ended));
        } else if (event instanceof ExperimentEvent.StopRequested stopped) {
            stop = Optional.of(stopped.reason());
        } else if (event instanceof ExperimentEvent.ExperimentEnded ended) {
            state = ended.state();
            reason = ended.reason();
        }
        lastEvent++;
    }

    private void add(Trial trial) {
        if (trial.number() != trials.size() + 1) {
            throw new IllegalStateException("trial " + trial.number() + " follows trial " + trials.size());
        }
        trials.add(trial);
        mutable(trial.state()).add(trial.number());
    }

    private void put(Trial trial) {
        Trial before = trials.set(trial.number() - 1, trial);
        if (before.state() != trial.state()) {
            mutable(before.state()).remove(trial.number());
            mutable(trial.state()).add(trial.number());
        }
    }

    private SortedSet<Integer> mutable(TrialState state) {
        return byState.computeIfAbsent(state, s -> new TreeSet<>());
    }

    public ExperimentId id() {
        return id;
    }

    public ExperimentSpec spec() {
        return spec;
    }

    public List<Trial> trials() {
        return Collections.unmodifiableList(trials);
    }

    /** @throws IllegalStateException where there is none of the number */
    public Trial trial(int number) {
        if (number < 1 || number > trials.size()) {
            throw new IllegalStateException("there is no trial " + number);
        }
        return trials.get(number - 1);
    }

    public ExperimentState state() {
        return state;
    }

    /** Why the search has ended; empty while it goes on. */
    public Optional<String> searchEnded() {
        return searchEnded;
    }

    /** Why the experiment is being stopped. */
    public Optional<String> stop() {
        return stop;
    }

    public String reason() {
        return reason;
    }

    /** The number of the last event. */
    public long lastEvent() {
        return lastEvent;
    }

    /** The numbers of the trials in a state, in order. */
    public SortedSet<Integer> in(TrialState state) {
        return Collections.unmodifiableSortedSet(mutable(state));
    }

    /** Whether a trial waits or runs. */
    public boolean isOpen() {
        return !in(TrialState.WAITING).isEmpty() || !in(TrialState.RUNNING).isEmpty();
    }
}
