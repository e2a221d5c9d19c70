package dev.stride.model;

import java.util.Comparator;

/**
 * Names a trial.
 *
 * @param experiment the experiment that it belongs to
 * @param number its place in the order of proposals, from 1
 */
public record TrialId(ExperimentId experiment, int number) implements Comparable<TrialId> {

    private static final Comparator<TrialId> ORDER =
            Comparator.comparing(TrialId::experiment).thenComparingInt(TrialId::number);

    public TrialId {
        if (number < 1) {
            throw new IllegalArgumentException("trials are numbered from 1, not " + number);
        }
    }

    /** Reads {@code <experiment>-<number>}. */
    public static TrialId parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no trial id; one reads <experiment>-<number>");
        }
        return new TrialId(
                new ExperimentId(text.substring(0, dash)), Integer.parseInt(text, dash + 1, text.length(), 10));
    }

    @Override
    public int compareTo(TrialId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return experiment + "-" + number;
    }
}
