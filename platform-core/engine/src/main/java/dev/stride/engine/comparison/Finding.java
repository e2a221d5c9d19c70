package dev.stride.engine.comparison;

import dev.stride.model.Metric;
import dev.stride.model.Objective;
import java.util.List;
import java.util.Locale;

/** What an experiment shows, in one sentence: the widest difference whose intervals over seeds do not overlap. */
final class Finding {

    private Finding() {}

    static String of(Objective objective, List<Leaderboard.Group> ranked) {
        if (ranked.size() < 2) {
            return "There is nothing to compare yet.";
        }
        Leaderboard.Group better = null;
        Leaderboard.Group worse = null;
        double widest = 0;
        for (int i = 0; i < ranked.size(); i++) {
            for (int j = i + 1; j < ranked.size(); j++) {
                Interval a = ranked.get(i).validation();
                Interval b = ranked.get(j).validation();
                double gap = Math.abs(a.mean() - b.mean());
                if (a.isSeparateFrom(b) && gap > widest) {
                    better = ranked.get(i);
                    worse = ranked.get(j);
                    widest = gap;
                }
            }
        }
        if (better == null || worse == null) {
            return ranked.stream().allMatch(g -> g.validation().count() < 2)
                    ? "One seed each shows no difference that could be told from chance."
                    : "No difference is clear: the intervals over seeds overlap.";
        }
        return better.label() + " is clearly better than " + worse.label() + ": "
                + words(objective, better.validation())
                + " against " + words(objective, worse.validation()) + " in "
                + objective.metric().word()
                + ", and the 95% intervals over seeds do not overlap.";
    }

    private static String words(Objective objective, Interval interval) {
        return objective.metric() == Metric.VALIDATION_ACCURACY
                ? String.format(
                        Locale.ROOT,
                        "%.2f%% [%.2f, %.2f]",
                        100 * interval.mean(),
                        100 * interval.low(),
                        100 * Math.min(1, interval.high()))
                : String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.mean(), interval.low(), interval.high());
    }
}
