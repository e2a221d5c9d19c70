package dev.stride.model;

/** One value of one metric of a trial, at the end of an epoch. Keyed by (trial, epoch, metric); the first accepted wins. */
public record Measurement(TrialId trial, int epoch, Metric metric, double value) {}
