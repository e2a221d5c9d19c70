package dev.stride.model;

import java.util.Locale;

/** Where an experiment is. */
public enum ExperimentState {
    RUNNING,
    COMPLETED,
    STOPPED;

    public boolean isTerminal() {
        return this != RUNNING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
