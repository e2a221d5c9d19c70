package dev.stride.model;

import java.util.Locale;

/** What can be measured of a trial. Losses are mean cross-entropies in nats; accuracies are fractions of 1. */
public enum Quantity {
    TRAIN_LOSS(Kind.LOSS),
    TRAIN_ACCURACY(Kind.RATIO),
    VALIDATION_LOSS(Kind.LOSS),
    VALIDATION_ACCURACY(Kind.RATIO),
    TEST_LOSS(Kind.LOSS),
    TEST_ACCURACY(Kind.RATIO),
    /** The learning rate of the epoch's last step. */
    RATE(Kind.RATE),
    /**
     * By how much the final weights tell training images, as they are, better than test images: the difference of the
     * accuracies, of at most as many training images as there are test images.
     */
    TEST_GAP(Kind.GAP),
    /** The 2-norm of the loss's gradient by the weights, before any clipping; the mean of the steps that were watched. */
    GRADIENT_NORM(Kind.NORM);

    /** What the numbers of a quantity are, and so how they are shown. */
    public enum Kind {
        /** A fraction of 1, shown in percent; the more the better. */
        RATIO("1", Goal.MAXIMIZE),
        /** A mean cross-entropy, never in percent; the less the better. */
        LOSS("nats", Goal.MINIMIZE),
        /** A learning rate: neither way is better. */
        RATE("1", Goal.MINIMIZE),
        /** A difference of fractions of 1, shown in percent; the less the better. */
        GAP("1", Goal.MINIMIZE),
        /** The length of a vector: neither way is better. */
        NORM("1", Goal.MINIMIZE);

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

        /** Which way it is better. */
        public Goal goal() {
            return goal;
        }

        /** Whether one way is better than the other. */
        public boolean isJudged() {
            return this != RATE && this != NORM;
        }

        /** For example {@code ratio}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;

    Quantity(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** For example {@code validation.accuracy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
