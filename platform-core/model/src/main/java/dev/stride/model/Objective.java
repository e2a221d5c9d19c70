package dev.stride.model;

/**
 * What an experiment is after: trials are ranked by the value of this metric after their last
 * epoch, which is that of the weights that are tested and kept.
 *
 * @param metric measured on the validation images; test images never decide
 * @param goal which way it is better
 */
public record Objective(Metric metric, Goal goal) {
    public static final Objective VALIDATION_ACCURACY = new Objective(Metric.VALIDATION_ACCURACY, Goal.MAXIMIZE);

    public Objective {
        if (!metric.equals(Metric.VALIDATION_ACCURACY) && !metric.equals(Metric.VALIDATION_LOSS)) {
            throw new IllegalArgumentException("trials are ranked by validation alone, not by " + metric.word());
        }
        if (goal != metric.goal()) {
            throw new IllegalArgumentException(
                    metric.word() + " has the goal to " + metric.goal().word());
        }
    }
}
