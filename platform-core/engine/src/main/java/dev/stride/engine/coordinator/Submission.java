package dev.stride.engine.coordinator;

import dev.stride.store.StoredExperiment;

/**
 * An experiment that was taken on.
 *
 * @param created false where the same request had come before
 */
public record Submission(StoredExperiment experiment, boolean created) {}
