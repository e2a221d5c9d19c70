package dev.stride.model;

/**
 * When an experiment ends at the latest.
 *
 * @param trials how many are proposed; 0 for as many as an experiment may have
 * @param minutes since the experiment began, without those in which no coordinator ran; 0 means no limit
 */
public record Budget(int trials, double minutes) {

    /** How many trials an experiment has at most: its coordinator holds them all, and its search sees them all. */
    public static final int MOST_TRIALS = 10_000;

    public static final Budget UNLIMITED = new Budget(0, 0);
}
