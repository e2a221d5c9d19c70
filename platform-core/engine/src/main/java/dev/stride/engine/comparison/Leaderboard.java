package dev.stride.engine.comparison;

import dev.stride.model.Objective;
import dev.stride.model.TrialState;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completed trials grouped by what distinguishes them but for the seed, ranked by the mean of the objective. Intervals are
 * of each group alone: trials of two groups with one seed share no more than the split of the data, so they are not
 * paired.
 *
 * @param finding the clearest difference in one sentence, and what was left out
 */
public record Leaderboard(Objective objective, List<Group> groups, String finding) {

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
     * @param test accuracy on the test images, which was never used for ranking
     * @param seconds the mean of the training times
     */
    public record Group(
            int rank,
            String label,
            List<Integer> trials,
            Interval validation,
            Optional<Interval> test,
            long parameters,
            long multiplies,
            double seconds,
            Difference difference) {}

    public Leaderboard {
        groups = List.copyOf(groups);
    }

    public static Leaderboard of(Objective objective, List<StoredTrial> trials) {
        Map<String, List<StoredTrial>> byLabel = new LinkedHashMap<>();
        trials.stream()
                .filter(Leaderboard::isRanked)
                .forEach(t -> byLabel.computeIfAbsent(t.label(), l -> new ArrayList<>())
                        .add(t));
        List<Group> unranked = byLabel.entrySet().stream()
                .map(e -> group(e.getKey(), e.getValue()))
                .sorted((a, b) -> order(objective, a, b))
                .toList();
        List<Group> ranked = new ArrayList<>();
        for (Group group : unranked) {
            ranked.add(ranked(group, ranked.size() + 1, unranked.get(0)));
        }
        return new Leaderboard(objective, ranked, Finding.of(objective, ranked) + LeftOut.of(objective, trials));
    }

    static boolean isRanked(StoredTrial trial) {
        return trial.state() == TrialState.COMPLETED && trial.objective().isPresent();
    }

    private static int order(Objective objective, Group a, Group b) {
        if (objective.goal().isBetter(a.validation().mean(), b.validation().mean())) {
            return -1;
        }
        return objective.goal().isBetter(b.validation().mean(), a.validation().mean())
                ? 1
                : a.label().compareTo(b.label());
    }

    private static Group group(String label, List<StoredTrial> trials) {
        List<Double> tests = trials.stream()
                .filter(t -> t.testAccuracy().isPresent())
                .map(t -> t.testAccuracy().getAsDouble())
                .toList();
        return new Group(
                0,
                label,
                trials.stream().map(t -> t.id().number()).toList(),
                Interval.of(
                        trials.stream().map(t -> t.objective().getAsDouble()).toList()),
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
                group.validation(),
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
        if (group.validation().count() < 2 || best.validation().count() < 2) {
            return Difference.UNKNOWN;
        }
        return group.validation().isSeparateFrom(best.validation()) ? Difference.WORSE : Difference.NONE;
    }
}
