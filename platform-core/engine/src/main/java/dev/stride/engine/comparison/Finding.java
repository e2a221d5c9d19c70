package dev.stride.engine.comparison;

import dev.stride.model.Metric;
import dev.stride.model.Objective;
import java.util.List;
import java.util.Locale;

/** What an experiment shows, in one sentence: the widest difference whose intervals over seeds do not overlap. */
final class Finding {

    private Finding() {}

    static String of(Objective objective, List<Leaderboard.Group> ranked) {
        if (ranked.isEmpty()) {
            return "There is nothing to compare yet.";
        }
        if (ranked.size() == 1) {
            return alone(objective, ranked.get(0));
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

    private static String alone(Objective objective, Leaderboard.Group only) {
        int seeds = only.validation().count();
        return "There is nothing yet to compare " + only.label() + " with: " + words(objective, only.validation())
                + " in " + objective.metric().word() + (seeds > 1 ? ", the mean of " + seeds + " seeds." : ".");
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

    /** A mean with its interval, where it has one. */
    static String words(Objective objective, Interval interval) {
        boolean share = objective.metric().equals(Metric.VALIDATION_ACCURACY);
        double unit = share ? 100 : 1;
        double most = share ? 1 : Double.POSITIVE_INFINITY;
        double least = share ? 0 : Double.NEGATIVE_INFINITY;
        String format = share ? "%.2f" : "%.4f";
        String mean = String.format(Locale.ROOT, format + (share ? "%%" : ""), unit * interval.mean());
        return interval.count() < 2
                ? mean
                : mean
                        + String.format(
                                Locale.ROOT,
                                " [" + format + ", " + format + "]",
                                unit * Math.max(least, interval.low()),
                                unit * Math.min(most, interval.high()));
    }
}
