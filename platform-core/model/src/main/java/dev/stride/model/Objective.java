package dev.stride.model;

/** What an experiment is after: trials are ranked by the best value of this metric over their epochs. */
public record Objective(Metric metric, Goal goal) {
    public static final Objective VALIDATION_ACCURACY = new Objective(Metric.VALIDATION_ACCURACY, Goal.MAXIMIZE);
}
