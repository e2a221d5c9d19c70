package dev.stride.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(Leaderboard.of(Yardstick.of(loss), trials).groups().get(0).label())
                .isEqualTo("b");
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

    @Test
    void againstABaselineEachOtherIsSaidInTheOrderOfItsRank() {
        add("all", 0.90, 0.91, 0.92);
        add("without-crop", 0.70, 0.71, 0.72);
        add("without-cutout", 0.89, 0.91, 0.93);
        add("none", 0.5);
        add("more", 0.98, 0.985, 0.99);
        assertThat(Leaderboard.against("all", Yardstick.of(Objective.VALIDATION_ACCURACY), trials)
                        .finding())
                .isEqualTo("Against all, 91.00% [88.52, 93.48] in validation.accuracy: more is clearly better, 98.50%"
                        + " [97.26, 99.74]; without-cutout shows no clear difference, 91.00% [86.03, 95.97];"
                        + " without-crop is clearly worse, 71.00% [68.52, 73.48]; none has one seed or is held against"
                        + " one, which tells nothing, 50.00%.");
    }

    @Test
    void aBaselineThatIsNotThereIsRefusedWithThoseThatAre() {
        add("all", 0.90, 0.91);
        assertThatThrownBy(() -> Leaderboard.against("al", Yardstick.of(Objective.VALIDATION_ACCURACY), trials))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("there is no completed configuration 'al'")
                .hasMessageContaining("name one of all");
    }

    @Test
    void anotherMetricIsComparedByItsValueAfterTheLastEpoch() {
        add("a", 0.9, 0.9);
        add("b", 0.1, 0.1);
        add("c", 0.95);
        Metric loss = Metric.TRAIN_LOSS;
        List<Measurement> measurements = List.of(
                measured(1, 3, 0.5),
                measured(1, 2, 0.1),
                measured(2, 3, 0.6),
                measured(3, 3, 0.2),
                measured(4, 3, 0.3),
                measured(5, 2, 0.01));
        Leaderboard board = Leaderboard.of(Yardstick.of(loss, measurements), trials);
        assertThat(board.metric()).isEqualTo(loss);
        assertThat(board.groups()).extracting(Leaderboard.Group::label).containsExactly("b", "a");
        assertThat(board.groups().get(1).value().mean()).isCloseTo(0.55, within(1e-12));
        assertThat(board.finding()).endsWith("Left out: 1 without a finite train.loss.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test.accuracy", "test.loss", "rate", "test.gap", "gradient.norm[conv1]", "accuracy"})
    void whatJudgesNothingOrIsTheTestComparesNothing(String word) {
        assertThatThrownBy(() -> Yardstick.metric(word))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'" + word + "'");
    }

    @Test
    void aHeadsAccuracyCompares() {
        assertThat(Yardstick.metric("validation.accuracy[aux1]")).isEqualTo(Metric.VALIDATION_ACCURACY.of("aux1"));
    }

    private Measurement measured(int trial, int epoch, double value) {
        return new Measurement(trials.get(trial - 1).id(), epoch, Metric.TRAIN_LOSS, value);
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
        return Leaderboard.of(Yardstick.of(Objective.VALIDATION_ACCURACY), trials);
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
