package dev.stride.model;

/**
 * When an experiment ends at the latest; 0 means no limit.
 *
 * @param trials how many are proposed
 * @param minutes since the experiment began, without those in which no coordinator ran
 */
public record Budget(int trials, double minutes) {
    public static final Budget UNLIMITED = new Budget(0, 0);
}
