package dev.stride.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured of a trial. Losses are mean cross-entropies in nats; accuracies are fractions of 1. */
public enum Metric {
    TRAIN_LOSS(Goal.MINIMIZE),
    TRAIN_ACCURACY(Goal.MAXIMIZE),
    VALIDATION_LOSS(Goal.MINIMIZE),
    VALIDATION_ACCURACY(Goal.MAXIMIZE),
    TEST_LOSS(Goal.MINIMIZE),
    TEST_ACCURACY(Goal.MAXIMIZE),
    /** The learning rate of the epoch's last step. */
    RATE(Goal.MINIMIZE);

    private final Goal goal;

    Metric(Goal goal) {
        this.goal = goal;
    }

    /** Which way it is better. */
    public Goal goal() {
        return goal;
    }

    /** For example {@code validation.accuracy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public static Optional<Metric> ofWord(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }
}
