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
            return nothing(ranked);
        }
        return better.label() + " is clearly better than " + worse.label() + ": "
                + words(objective, better.validation())
                + " against " + words(objective, worse.validation()) + " in "
                + objective.metric().word()
                + ", and the 95% intervals over seeds do not overlap.";
    }

    private static String nothing(List<Leaderboard.Group> ranked) {
        long withInterval =
                ranked.stream().filter(g -> g.validation().count() > 1).count();
        if (withInterval > 1) {
            return "No difference is clear: the intervals over seeds overlap.";
        }
        return withInterval == 1
                ? "No difference is clear: only one configuration has more than one seed."
                : "One seed each shows no difference that could be told from chance.";
    }

    static String words(Objective objective, Interval interval) {
        return objective.metric().equals(Metric.VALIDATION_ACCURACY)
                ? String.format(
                        Locale.ROOT,
                        "%.2f%% [%.2f, %.2f]",
                        100 * interval.mean(),
                        100 * Math.max(0, interval.low()),
                        100 * Math.min(1, interval.high()))
                : String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.mean(), interval.low(), interval.high());
    }
}
