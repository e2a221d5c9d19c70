package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.SECOND;
import static dev.stride.store.StoreSamples.additions;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.checkpoint;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static dev.stride.store.StoreSamples.filled;
import static dev.stride.store.StoreSamples.measurement;
import static dev.stride.store.StoreSamples.trial;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentState;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Measurements and checkpoints: the first of an epoch stays. */
interface MeasurementsContract {

    ExperimentStore store();

    @Test
    default void theFirstMeasurementStays() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        store().commit(FIRST, 2, additions(List.of(measurement(0.9)), List.of(), 3));
        assertThat(store().measurements(trial().id())).containsExactly(measurement(0.5));
    }

    @Test
    default void theFirstCheckpointStays() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        var other = new Checkpoint(checkpoint().epoch(), new ArtifactRef("cd".repeat(32), 9));
        store().commit(FIRST, 2, additions(List.of(), List.of(new Batch.Saved(trial().id(), other)), 3));
        assertThat(store().checkpoints(trial().id())).containsExactly(checkpoint());
    }

    @Test
    default void measurementsOfAMetricComeInPagesOfWholeTrials() {
        filled(
                store(),
                trial(1, TrialState.RUNNING, 0),
                trial(2, TrialState.RUNNING, 0),
                trial(3, TrialState.RUNNING, 0));
        var loss = new Measurement(new TrialId(FIRST, 2), 1, Metric.VALIDATION_LOSS, 2);
        List<Measurement> accuracies =
                List.of(accuracy(1, 1), accuracy(1, 2), accuracy(1, 10), accuracy(3, 1), accuracy(3, 2));
        store().commit(FIRST, 2, additions(accuracies, List.of(), 3));
        store().commit(FIRST, 3, additions(List.of(loss), List.of(), 4));
        Metric metric = Metric.VALIDATION_ACCURACY;
        assertThat(store().measurements(FIRST, metric, 0, 1)).isEqualTo(accuracies.subList(0, 3));
        assertThat(store().measurements(FIRST, metric, 1, 1)).isEqualTo(accuracies.subList(3, 5));
        assertThat(store().measurements(FIRST, metric, 0, 2)).isEqualTo(accuracies);
        assertThat(store().measurements(FIRST, metric, 3, 2)).isEmpty();
        assertThat(store().measurements(FIRST, Metric.VALIDATION_LOSS, 0, 1)).containsExactly(loss);
        assertThat(store().measurements(SECOND, metric, 0, 1)).isEmpty();
    }

    private static Measurement accuracy(int trial, int epoch) {
        return new Measurement(new TrialId(FIRST, trial), epoch, Metric.VALIDATION_ACCURACY, 0.1 * epoch);
    }
}
