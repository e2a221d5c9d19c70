package dev.stride.store;

import dev.stride.model.TrialState;

/**
 * The trials of one experiment that are in one state, counted.
 *
 * @param trials how many; at least 1
 * @param epochsDone by all of them
 * @param epochs planned for all of them
 */
public record TrialTally(TrialState state, long trials, long epochsDone, long epochs) {}
