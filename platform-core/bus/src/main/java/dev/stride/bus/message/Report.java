package dev.stride.bus.message;

import dev.stride.model.AttemptId;

/**
 * What became of an attempt.
 *
 * @param sequence from 1 for each attempt, without gaps
 */
public record Report(WorkerKey worker, AttemptId attempt, long sequence, AttemptEvent event) {}
