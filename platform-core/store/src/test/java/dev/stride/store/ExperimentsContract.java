package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.SECOND;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static dev.stride.store.StoreSamples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Experiments as a store keeps, finds and lists them. */
interface ExperimentsContract {

    ExperimentStore store();

    @Test
    default void whatIsCreatedIsThere() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store().experiment(FIRST)).contains(experiment(FIRST, Optional.empty(), "h"));
        assertThat(store().events(FIRST, 0, 10)).containsExactly(event(1));
        assertThat(store().experiment(SECOND)).isEmpty();
    }

    @Test
    default void anIdIsGivenOnce() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(
                ErrorCode.CONFLICT,
                () -> store().create(experiment(FIRST, Optional.of("key"), "other"), List.of(event(1))));
        assertThat(store().experiment(FIRST)).contains(experiment(FIRST, Optional.empty(), "h"));
    }

    @Test
    default void oneIdempotencyKeyMakesOneExperiment() {
        var first = store().create(experiment(FIRST, Optional.of("key"), "h"), List.of(event(1)));
        assertThat(store().create(experiment(SECOND, Optional.of("key"), "h"), List.of(event(1))))
                .isEqualTo(first);
        assertThat(store().experiment(SECOND)).isEmpty();
        refused(
                ErrorCode.CONFLICT,
                () -> store().create(experiment(SECOND, Optional.of("key"), "other"), List.of(event(1))));
    }

    @Test
    default void theExperimentOfAnIdempotencyKeyIsFound() {
        assertThat(store().madeBy("key", "h")).isEmpty();
        store().create(experiment(FIRST, Optional.of("key"), "h"), List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.COMPLETED, 2));
        assertThat(store().madeBy("key", "h"))
                .isEqualTo(store().experiment(FIRST))
                .isPresent();
        assertThat(store().madeBy("another", "h")).isEmpty();
        refused(ErrorCode.CONFLICT, () -> store().madeBy("key", "other"));
    }

    @Test
    default void experimentsComeFromTheNewestInPages() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store().experiments(Optional.empty(), 1))
                .extracting(StoredExperiment::id)
                .containsExactly(SECOND);
        assertThat(store().experiments(Optional.of(SECOND), 5))
                .extracting(StoredExperiment::id)
                .containsExactly(FIRST);
    }

    @Test
    default void experimentsAreFoundByTheBeginningOfTheirId() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store().withPrefix("01arz", 3))
                .extracting(StoredExperiment::id)
                .containsExactly(SECOND, FIRST);
        assertThat(store().withPrefix("01arz", 1))
                .extracting(StoredExperiment::id)
                .containsExactly(SECOND);
        assertThat(store().withPrefix("01arz3ndektsv4rrffq69g5fa1", 3)).hasSize(1);
        assertThat(store().withPrefix("zz", 3)).isEmpty();
    }

    @Test
    default void theNewestOfANameIsFound() {
        StoredExperiment first = experiment(FIRST, Optional.empty(), "h");
        store().create(first, List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store().newestNamed(first.name(), Optional.empty()))
                .map(StoredExperiment::id)
                .contains(SECOND);
        assertThat(store().newestNamed(first.name(), Optional.of(SECOND)))
                .map(StoredExperiment::id)
                .contains(FIRST);
        assertThat(store().newestNamed(first.name(), Optional.of(FIRST))).isEmpty();
        assertThat(store().newestNamed("another", Optional.empty())).isEmpty();
    }

    @Test
    default void whatHasEndedIsNotUnfinished() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.STOPPED, 2));
        assertThat(store().unfinished()).extracting(StoredExperiment::id).containsExactly(SECOND);
    }

    @Test
    default void aClosedStoreSaysSo() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().close();
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store().experiment(FIRST));
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store().events(FIRST, 0, 1));
        store().close();
    }
}
