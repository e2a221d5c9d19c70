package dev.stride.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured of a trial. Losses are mean cross-entropies in nats; accuracies are fractions of 1. */
public enum Metric {
    TRAIN_LOSS(Kind.LOSS),
    TRAIN_ACCURACY(Kind.RATIO),
    VALIDATION_LOSS(Kind.LOSS),
    VALIDATION_ACCURACY(Kind.RATIO),
    TEST_LOSS(Kind.LOSS),
    TEST_ACCURACY(Kind.RATIO),
    /** The learning rate of the epoch's last step. */
    RATE(Kind.RATE);

    /** What the numbers of a metric are, and so how they are shown. */
    public enum Kind {
        /** A fraction of 1, shown in percent; the more the better. */
        RATIO("1", Goal.MAXIMIZE),
        /** A mean cross-entropy, never in percent; the less the better. */
        LOSS("nats", Goal.MINIMIZE),
        /** A learning rate: neither way is better. */
        RATE("1", Goal.MINIMIZE);

        private final String unit;
        private final Goal goal;

        Kind(String unit, Goal goal) {
            this.unit = unit;
            this.goal = goal;
        }

        /** The unit of the numbers; {@code 1} where they have none. */
        public String unit() {
            return unit;
        }

        /** For example {@code ratio}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;

    Metric(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Which way it is better. */
    public Goal goal() {
        return kind.goal;
    }

    /** For example {@code validation.accuracy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public static Optional<Metric> ofWord(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }
}
