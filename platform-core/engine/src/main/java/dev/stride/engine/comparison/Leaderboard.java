package dev.stride.engine.comparison;

import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import dev.stride.model.PlainText;
import dev.stride.model.PlatformException;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Completed trials grouped by what distinguishes them but for the seed, ranked by the mean of a metric. Intervals are
 * of each group alone: trials of two groups with one seed share no more than the split of the data, so they are not
 * paired.
 *
 * @param finding what it shows, and what was left out
 */
public record Leaderboard(Metric metric, List<Group> groups, String finding) {

    private static final int NAMED = 20;

    /** How a group stands to the first. */
    public enum Difference {
        BEST,
        NONE,
        WORSE,
        /** With one seed nothing can be said. */
        UNKNOWN
    }

    /**
     * Trials that differ in their seed alone.
     *
     * @param value of the metric after the last epoch
     * @param test accuracy on the test images, which was never used for ranking
     * @param seconds the mean of the training times
     */
    public record Group(
            int rank,
            String label,
            List<Integer> trials,
            Interval value,
            Optional<Interval> test,
            long parameters,
            long multiplies,
            double seconds,
            Difference difference) {}

    public Leaderboard {
        groups = List.copyOf(groups);
    }

    /** What it finds is the clearest difference. */
    public static Leaderboard of(Yardstick yardstick, List<StoredTrial> trials) {
        List<Group> groups = groups(yardstick, trials);
        return new Leaderboard(
                yardstick.metric(), groups, Finding.of(yardstick.metric(), groups) + LeftOut.of(yardstick, trials));
    }

    /**
     * What it finds is how each configuration stands to one of them.
     *
     * @param baseline the label of that one, or its last words
     * @throws PlatformException with {@code INVALID_REQUEST} where there are configurations but none has that label
     */
    public static Leaderboard against(String baseline, Yardstick yardstick, List<StoredTrial> trials) {
        List<Group> groups = groups(yardstick, trials);
        if (groups.isEmpty()) {
            return of(yardstick, trials);
        }
        Group against = groups.stream()
                .filter(group -> group.label().equals(baseline) || group.label().endsWith(" " + baseline))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_REQUEST,
                        "there is no completed configuration '" + PlainText.escaped(baseline) + "'",
                        "name one of "
                                + groups.stream().limit(NAMED).map(Group::label).collect(Collectors.joining("; "))));
        return new Leaderboard(
                yardstick.metric(),
                groups,
                Finding.against(yardstick.metric(), against, groups) + LeftOut.of(yardstick, trials));
    }

    private static List<Group> groups(Yardstick yardstick, List<StoredTrial> trials) {
        Map<String, List<StoredTrial>> byLabel = new LinkedHashMap<>();
        trials.stream()
                .filter(yardstick::hasRanked)
                .forEach(t -> byLabel.computeIfAbsent(t.label(), l -> new ArrayList<>())
                        .add(t));
        List<Group> unranked = byLabel.entrySet().stream()
                .map(e -> group(e.getKey(), yardstick, e.getValue()))
                .sorted((a, b) -> order(yardstick, a, b))
                .toList();
        List<Group> ranked = new ArrayList<>();
        for (Group group : unranked) {
            ranked.add(ranked(group, ranked.size() + 1, unranked.get(0)));
        }
        return ranked;
    }

    private static int order(Yardstick yardstick, Group a, Group b) {
        if (yardstick.goal().isBetter(a.value().mean(), b.value().mean())) {
            return -1;
        }
        return yardstick.goal().isBetter(b.value().mean(), a.value().mean())
                ? 1
                : a.label().compareTo(b.label());
    }

    private static Group group(String label, Yardstick yardstick, List<StoredTrial> trials) {
        List<Double> tests = trials.stream()
                .filter(t -> t.testAccuracy().isPresent())
                .map(t -> t.testAccuracy().getAsDouble())
                .toList();
        return new Group(
                0,
                label,
                trials.stream().map(t -> t.id().number()).toList(),
                Interval.of(trials.stream().map(yardstick::value).toList()),
                tests.isEmpty() ? Optional.empty() : Optional.of(Interval.of(tests)),
                trials.get(0).parameters(),
                trials.get(0).multiplies(),
                trials.stream().mapToDouble(StoredTrial::seconds).average().orElse(0),
                Difference.UNKNOWN);
    }

    private static Group ranked(Group group, int rank, Group best) {
        return new Group(
                rank,
                group.label(),
                group.trials(),
                group.value(),
                group.test(),
                group.parameters(),
                group.multiplies(),
                group.seconds(),
                difference(group, rank, best));
    }

    private static Difference difference(Group group, int rank, Group best) {
        if (rank == 1) {
            return Difference.BEST;
        }
        if (group.value().count() < 2 || best.value().count() < 2) {
            return Difference.UNKNOWN;
        }
        return group.value().isSeparateFrom(best.value()) ? Difference.WORSE : Difference.NONE;
    }
}
