package dev.stride.model;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a trial is. All legal changes stand in one table. */
public enum TrialState {
    /** Proposed, validated and stored; wants a slot. */
    WAITING,
    /** An attempt holds a lease on a slot. */
    RUNNING,
    /** Trained to its end and tested. */
    COMPLETED,
    /** The loss became NaN or infinite. */
    DIVERGED,
    /** Ended by an error that earns no further attempt. */
    FAILED,
    /** Ended by its user. */
    STOPPED,
    /** Refused by a module that it names; never launched. */
    INFEASIBLE;

    private static final Map<TrialState, Set<TrialState>> CHANGES = Map.of(
            WAITING, EnumSet.of(RUNNING, STOPPED, FAILED),
            RUNNING, EnumSet.of(WAITING, COMPLETED, DIVERGED, FAILED, STOPPED),
            COMPLETED, EnumSet.noneOf(TrialState.class),
            DIVERGED, EnumSet.noneOf(TrialState.class),
            FAILED, EnumSet.noneOf(TrialState.class),
            STOPPED, EnumSet.noneOf(TrialState.class),
            INFEASIBLE, EnumSet.noneOf(TrialState.class));

    public boolean isTerminal() {
        return this != WAITING && this != RUNNING;
    }

    public boolean mayBecome(TrialState next) {
        return CHANGES.getOrDefault(this, Set.of()).contains(next);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
