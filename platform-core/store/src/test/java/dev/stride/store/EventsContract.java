package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.SECOND;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static dev.stride.store.StoreSamples.refused;
import static dev.stride.store.StoreSamples.trial;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.TrialId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The log of an experiment, and what of it is about one trial. */
interface EventsContract {

    ExperimentStore store();

    @Test
    default void eventsWithAGapAreADefectAndNothingIsWritten() {
        refused(
                ErrorCode.DEFECT,
                () -> store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1), event(3))));
        assertThat(store().experiment(FIRST)).isEmpty();
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.DEFECT, () -> store().commit(FIRST, 1, batch(ExperimentState.RUNNING, 3)));
        refused(ErrorCode.DEFECT, () -> store().commit(FIRST, 1, batch(ExperimentState.RUNNING)));
        assertThat(store().events(FIRST, 0, 10)).containsExactly(event(1));
        assertThat(store().trials(FIRST)).isEmpty();
    }

    @Test
    default void theEventsOfATrialAreFound() {
        store().create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store().create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        List<StoredEvent> log = List.of(about(2, 2), about(1, 3), event(4), about(1, 5), about(1, 6));
        store().commit(FIRST, 1, logged(log));
        store().commit(SECOND, 1, logged(List.of(about(1, 2))));
        var trial = new TrialId(FIRST, 1);
        assertThat(store().events(trial, 0, 10)).containsExactly(about(1, 3), about(1, 5), about(1, 6));
        assertThat(store().events(trial, 3, 1)).containsExactly(about(1, 5));
        assertThat(store().events(new TrialId(FIRST, 3), 0, 10)).isEmpty();
        assertThat(store().events(FIRST, 1, 10)).isEqualTo(log);
    }

    private static StoredEvent about(int trial, long sequence) {
        return new StoredEvent(sequence, OptionalInt.of(trial), "type", "{\"trial\":" + trial + "}", sequence);
    }

    private static Batch logged(List<StoredEvent> events) {
        return new Batch(events, List.of(), List.of(), List.of(), ExperimentState.RUNNING, OptionalLong.empty(), "");
    }
}
