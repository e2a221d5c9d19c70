package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.additions;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.checkpoint;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static dev.stride.store.StoreSamples.measurement;
import static dev.stride.store.StoreSamples.refused;
import static dev.stride.store.StoreSamples.trial;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A commit: whole or not at all, and once. */
interface CommitsContract {

    ExperimentStore store();

    @Test
    default void aCommitIsThereAsAWhole() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.COMPLETED, 2, 3));
        assertThat(store().experiment(FIRST).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
        assertThat(store().experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(3);
        assertThat(store().events(FIRST, 1, 10)).containsExactly(event(2), event(3));
        assertThat(store().trials(FIRST)).containsExactly(trial());
        assertThat(store().trial(trial().id())).contains(trial());
        assertThat(store().measurements(FIRST, Metric.VALIDATION_ACCURACY, 0, 10))
                .containsExactly(measurement(0.5));
        assertThat(store().measurements(trial().id())).containsExactly(measurement(0.5));
        assertThat(store().checkpoints(trial().id())).containsExactly(checkpoint());
    }

    @Test
    default void aCommitMadeAgainChangesNothing() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2, 3));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2, 3));
        assertThat(store().events(FIRST, 0, 10)).containsExactly(event(1), event(2), event(3));
        assertThat(store().experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(3);
        refused(ErrorCode.CONFLICT, () -> store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
    }

    @Test
    default void aCommitAfterAnotherEventIsRefusedAndWritesNothing() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.CONFLICT, () -> store().commit(FIRST, 7, batch(ExperimentState.COMPLETED, 8)));
        assertThat(store().trials(FIRST)).isEmpty();
        assertThat(store().events(FIRST, 0, 10)).hasSize(1);
    }

    @Test
    default void anExperimentThatIsNotThereTakesNoCommit() {
        refused(ErrorCode.CONFLICT, () -> store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
        assertThat(store().events(FIRST, 0, 10)).isEmpty();
    }

    @Test
    default void whatBelongsToNoTrialOrIsNoNumberIsADefectAndNothingIsWritten() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.DEFECT, () -> store().commit(FIRST, 1, additions(List.of(measurement(0.5)), List.of(), 2)));
        var saved = new Batch.Saved(trial().id(), checkpoint());
        refused(ErrorCode.DEFECT, () -> store().commit(FIRST, 1, additions(List.of(), List.of(saved), 2)));
        assertThat(store().events(FIRST, 0, 10)).containsExactly(event(1));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        refused(
                ErrorCode.DEFECT,
                () -> store().commit(FIRST, 2, additions(List.of(measurement(Double.NaN)), List.of(), 3)));
        assertThat(store().events(FIRST, 0, 10)).containsExactly(event(1), event(2));
    }
}
