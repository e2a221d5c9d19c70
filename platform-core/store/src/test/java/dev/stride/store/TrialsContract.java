package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.SECOND;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.ended;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static dev.stride.store.StoreSamples.filled;
import static dev.stride.store.StoreSamples.trial;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ExperimentState;
import dev.stride.model.Goal;
import dev.stride.model.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Trials as a store keeps, pages, counts and ranks them. */
interface TrialsContract {

    ExperimentStore store();

    @Test
    default void aTrialIsAsTheLastCommitLeftIt() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        StoredTrial ended = ended();
        store().commit(
                        FIRST,
                        2,
                        new Batch(
                                List.of(event(3)),
                                List.of(ended),
                                List.of(),
                                List.of(),
                                ExperimentState.RUNNING,
                                OptionalLong.empty(),
                                ""));
        assertThat(store().trials(FIRST)).containsExactly(ended);
    }

    @Test
    default void trialsComeInPages() {
        filled(
                store(),
                trial(1, TrialState.RUNNING, 0.1),
                trial(2, TrialState.COMPLETED, 0.2),
                trial(3, TrialState.WAITING, 0.3));
        assertThat(numbers(store().trials(FIRST, 0, 2))).containsExactly(1, 2);
        assertThat(numbers(store().trials(FIRST, 2, 2))).containsExactly(3);
        assertThat(numbers(store().trials(FIRST, 0, 100))).containsExactly(1, 2, 3);
        assertThat(store().trials(FIRST, 3, 2)).isEmpty();
        assertThat(store().trials(FIRST, Integer.MAX_VALUE, 2)).isEmpty();
        assertThat(store().trials(SECOND, 0, 2)).isEmpty();
    }

    @Test
    default void trialsAreCountedByTheirState() {
        filled(
                store(),
                trial(1, TrialState.RUNNING, 0.1),
                trial(2, TrialState.COMPLETED, 0.2),
                trial(3, TrialState.RUNNING, 0.3),
                trial(4, TrialState.INFEASIBLE, 0.4));
        assertThat(store().tally(FIRST))
                .containsExactly(
                        new TrialTally(TrialState.RUNNING, 2, 4, 12),
                        new TrialTally(TrialState.COMPLETED, 1, 2, 6),
                        new TrialTally(TrialState.INFEASIBLE, 1, 4, 6));
        assertThat(store().tally(SECOND)).isEmpty();
    }

    @Test
    default void theBestIsTheFirstCompletedOfTheBestObjective() {
        filled(
                store(),
                trial(1, TrialState.COMPLETED, Double.POSITIVE_INFINITY),
                trial(2, TrialState.COMPLETED, 0.5),
                trial(3, TrialState.COMPLETED, 0.75),
                trial(4, TrialState.COMPLETED, 0.75),
                trial(5, TrialState.COMPLETED, 0.5),
                trial(6, TrialState.FAILED, 1),
                trial(7, TrialState.RUNNING, 0));
        assertThat(store().best(FIRST, Goal.MAXIMIZE).orElseThrow().id().number())
                .isEqualTo(3);
        assertThat(store().best(FIRST, Goal.MINIMIZE).orElseThrow().id().number())
                .isEqualTo(2);
        assertThat(store().best(SECOND, Goal.MAXIMIZE)).isEmpty();
    }

    @Test
    default void aTrialWithoutAnObjectiveIsNotTheBest() {
        filled(store(), trial(1, TrialState.COMPLETED, OptionalDouble.empty()), trial(2, TrialState.RUNNING, 0.5));
        assertThat(store().best(FIRST, Goal.MAXIMIZE)).isEmpty();
    }

    private static List<Integer> numbers(List<StoredTrial> trials) {
        return trials.stream().map(t -> t.id().number()).toList();
    }
}
