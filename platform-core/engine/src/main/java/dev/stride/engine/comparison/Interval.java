package dev.stride.engine.comparison;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds with its 95% confidence interval by Student's t. One value alone has no interval.
 *
 * @param low the interval's lower end; the mean itself where there is one value
 * @param high its upper end
 * @param count how many values there are
 */
public record Interval(double mean, double low, double high, int count) {

    private static final double UPPER_TAIL = 0.025;

    /** Of one value at least. */
    public static Interval of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        if (n < 2) {
            return new Interval(mean, mean, mean, n);
        }
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        double half = error * TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL);
        return new Interval(mean, mean - half, mean + half, n);
    }

    /** Whether a difference to the other can be told: both have intervals, and these do not overlap. */
    public boolean isSeparateFrom(Interval other) {
        return count > 1 && other.count > 1 && (low > other.high || other.low > high);
    }
}
