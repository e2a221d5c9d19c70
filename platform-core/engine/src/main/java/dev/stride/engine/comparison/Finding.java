package dev.stride.engine.comparison;

import dev.stride.model.Metric;
import dev.stride.model.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an experiment shows, in words. A difference is clear where the intervals over seeds do not overlap. */
final class Finding {

    private Finding() {}

    /** The widest clear difference. */
    static String of(Metric metric, List<Leaderboard.Group> ranked) {
        if (ranked.isEmpty()) {
            return "There is nothing to compare yet.";
        }
        if (ranked.size() == 1) {
            return alone(metric, ranked.get(0));
        }
        Leaderboard.Group better = null;
        Leaderboard.Group worse = null;
        double widest = 0;
        for (int i = 0; i < ranked.size(); i++) {
            for (int j = i + 1; j < ranked.size(); j++) {
                Interval a = ranked.get(i).value();
                Interval b = ranked.get(j).value();
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
                + words(metric, better.value())
                + " against " + words(metric, worse.value()) + " in "
                + metric.word()
                + ", and the 95% intervals over seeds do not overlap.";
    }

    /** How each of the others stands to one of them, in the order of their ranks. */
    static String against(Metric metric, Leaderboard.Group baseline, List<Leaderboard.Group> ranked) {
        String others = ranked.stream()
                .filter(group -> group != baseline)
                .map(group -> group.label() + " " + stands(metric, group.value(), baseline.value()) + ", "
                        + words(metric, group.value()))
                .collect(Collectors.joining("; "));
        return others.isEmpty()
                ? alone(metric, baseline)
                : "Against " + baseline.label() + ", " + words(metric, baseline.value()) + " in " + metric.word() + ": "
                        + others + ".";
    }

    private static String stands(Metric metric, Interval interval, Interval baseline) {
        if (interval.count() < 2 || baseline.count() < 2) {
            return "has one seed or is held against one, which tells nothing";
        }
        if (!interval.isSeparateFrom(baseline)) {
            return "shows no clear difference";
        }
        return metric.goal().isBetter(interval.mean(), baseline.mean()) ? "is clearly better" : "is clearly worse";
    }

    private static String alone(Metric metric, Leaderboard.Group only) {
        int seeds = only.value().count();
        return "There is nothing yet to compare " + only.label() + " with: " + words(metric, only.value()) + " in "
                + metric.word() + (seeds > 1 ? ", the mean of " + seeds + " seeds." : ".");
    }

    private static String nothing(List<Leaderboard.Group> ranked) {
        long withInterval = ranked.stream().filter(g -> g.value().count() > 1).count();
        if (withInterval > 1) {
            return "No difference is clear: the intervals over seeds overlap.";
        }
        return withInterval == 1
                ? "No difference is clear: only one configuration has more than one seed."
                : "One seed each shows no difference that could be told from chance.";
    }

    /** A mean with its interval, where it has one. */
    static String words(Metric metric, Interval interval) {
        boolean share = metric.kind() == Quantity.Kind.RATIO;
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
