package dev.stride.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeaderboardTest {

    private final List<StoredTrial> trials = new ArrayList<>();

    @Test
    void anIntervalIsStudents() {
        // The t quantile of 2 degrees of freedom at 97.5% is 4.30265.
        Interval interval = Interval.of(List.of(0.90, 0.92, 0.94));
        assertThat(interval.mean()).isCloseTo(0.92, within(1e-12));
        assertThat(interval.high() - interval.mean()).isCloseTo(4.30265 * 0.02 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void groupsAreRankedByTheMeanOfTheObjective() {
        add("a", 0.90, 0.91, 0.92);
        add("b", 0.95, 0.96, 0.97);
        assertThat(board().groups()).extracting(Leaderboard.Group::label).containsExactly("b", "a");
    }

    @Test
    void overlappingIntervalsAreNoDifference() {
        add("a", 0.90, 0.94, 0.98);
        add("b", 0.91, 0.95, 0.99);
        assertThat(board().groups().get(1).difference()).isEqualTo(Leaderboard.Difference.NONE);
        assertThat(board().finding()).contains("No difference is clear");
    }

    @Test
    void separateIntervalsAreAFindingWithItsNumbers() {
        add("good", 0.970, 0.971, 0.972);
        add("bad", 0.700, 0.701, 0.702);
        assertThat(board().groups().get(1).difference()).isEqualTo(Leaderboard.Difference.WORSE);
        assertThat(board().finding())
                .startsWith("good is clearly better than bad: 97.10%")
                .contains("70.10%");
    }

    @Test
    void oneSeedTellsNothing() {
        add("a", 0.9);
        add("b", 0.5);
        assertThat(board().groups().get(1).difference()).isEqualTo(Leaderboard.Difference.UNKNOWN);
        assertThat(board().finding()).contains("One seed");
    }

    @Test
    void smallerIsBetterWhereTheGoalSaysSo() {
        add("a", 0.2, 0.21);
        add("b", 0.1, 0.11);
        var loss = new Objective(Metric.VALIDATION_LOSS, Goal.MINIMIZE);
        assertThat(Leaderboard.of(loss, trials).groups().get(0).label()).isEqualTo("b");
    }

    @Test
    void theTestNeverRanks() {
        add("a", 0.90, 0.91);
        add("b", 0.80, 0.81);
        trials.replaceAll(t ->
                with(t, t.state(), t.objective(), OptionalDouble.of(t.label().equals("b") ? 0.99 : 0.1)));
        assertThat(board().groups()).extracting(Leaderboard.Group::label).containsExactly("a", "b");
    }

    @Test
    void whatIsLeftOutIsSaid() {
        add("a", 0.90, 0.91, 0.92);
        add("b", 0.95, 0.96, 0.97);
        add("c", 0.1, 0.1, 0.1, 0.1);
        for (int i = 6; i < 10; i++) {
            TrialState state = List.of(TrialState.FAILED, TrialState.DIVERGED, TrialState.COMPLETED, TrialState.RUNNING)
                    .get(i - 6);
            trials.set(i, with(trials.get(i), state, OptionalDouble.empty(), OptionalDouble.empty()));
        }
        assertThat(board().groups()).extracting(Leaderboard.Group::label).containsExactly("b", "a");
        assertThat(board().finding())
                .endsWith("Left out: 1 diverged, 1 failed, 1 without a finite validation.accuracy.");
    }

    @Test
    void oneConfigurationAloneIsSaidWithItsInterval() {
        add("a", 0.90, 0.92, 0.94);
        assertThat(board().finding())
                .isEqualTo(
                        "There is nothing yet to compare a with: 92.00% [87.03, 96.97] in validation.accuracy, the mean of"
                                + " 3 seeds.");
    }

    @Test
    void oneSeedOfOneConfigurationHasNoInterval() {
        add("a", 0.9);
        assertThat(board().finding())
                .isEqualTo("There is nothing yet to compare a with: 90.00% in validation.accuracy.");
    }

    @Test
    void nothingMeasuredIsNothingToCompare() {
        assertThat(board().finding()).isEqualTo("There is nothing to compare yet.");
    }

    @Test
    void nothingIsSaidWhereNothingIsLeftOut() {
        add("a", 0.9);
        assertThat(board().finding()).doesNotContain("Left out");
    }

    @Test
    void aBestGroupOfOneSeedIsNotClearlyBetter() {
        add("one", 0.99);
        add("three", 0.5, 0.51, 0.52);
        assertThat(board().groups().get(1).difference()).isEqualTo(Leaderboard.Difference.UNKNOWN);
        assertThat(board().finding()).contains("only one configuration has more than one seed");
    }

    private static StoredTrial with(StoredTrial t, TrialState state, OptionalDouble best, OptionalDouble test) {
        return new StoredTrial(
                t.id(),
                state,
                t.label(),
                t.configuration(),
                t.plan(),
                t.networkHash(),
                t.attempt(),
                t.epochsDone(),
                t.epochs(),
                best,
                test,
                t.testLoss(),
                t.parameters(),
                t.multiplies(),
                t.seconds(),
                t.reason(),
                t.errorCode(),
                t.startedAt(),
                t.endedAt());
    }

    private Leaderboard board() {
        return Leaderboard.of(Objective.VALIDATION_ACCURACY, trials);
    }

    private void add(String label, double... values) {
        for (double value : values) {
            trials.add(new StoredTrial(
                    new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), trials.size() + 1),
                    TrialState.COMPLETED,
                    label,
                    "{}",
                    "{}",
                    "n",
                    1,
                    3,
                    3,
                    OptionalDouble.of(value),
                    OptionalDouble.of(value),
                    OptionalDouble.empty(),
                    10,
                    20,
                    1,
                    "",
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty()));
        }
    }
}
