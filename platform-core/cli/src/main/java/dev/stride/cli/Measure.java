package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * How values that trials are judged by are written: an accuracy as percent, a loss as it is.
 *
 * @param word its name, such as {@code validation.accuracy}
 */
record Measure(String word) {

    /** The objective of an experiment of the API. */
    static Measure of(JsonNode experiment) {
        return new Measure(experiment.path("objective").path("metric").asText());
    }

    /** What a leaderboard or a cross table of the API compares. */
    static Measure compared(JsonNode comparison) {
        return new Measure(comparison.path("measure").path("metric").asText());
    }

    String text(double value) {
        return isShare() ? Tables.percent(value) : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A mean with its interval; the mean alone where there is no interval. */
    String interval(JsonNode interval) {
        double low = interval.path("low").asDouble();
        double high = interval.path("high").asDouble();
        String mean = text(interval.path("mean").asDouble());
        if (low == high) {
            return mean;
        }
        return isShare()
                ? String.format(Locale.ROOT, "%s [%.2f, %.2f]", mean, 100 * Math.max(0, low), 100 * Math.min(1, high))
                : String.format(Locale.ROOT, "%s [%.4f, %.4f]", mean, Math.max(0, low), high);
    }

    private boolean isShare() {
        return word.contains("accuracy");
    }
}
