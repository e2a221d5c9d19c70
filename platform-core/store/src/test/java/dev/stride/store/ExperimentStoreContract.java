package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every experiment store promises. */
abstract class ExperimentStoreContract {

    static final ExperimentId FIRST = new ExperimentId("01arz3ndektsv4rrffq69g5fa1");
    static final ExperimentId SECOND = new ExperimentId("01arz3ndektsv4rrffq69g5fa2");

    private ExperimentStore store;

    abstract ExperimentStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatIsCreatedIsThere() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store.experiment(FIRST)).contains(experiment(FIRST, Optional.empty(), "h"));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1));
        assertThat(store.experiment(SECOND)).isEmpty();
    }

    @Test
    void oneIdempotencyKeyMakesOneExperiment() {
        var first = store.create(experiment(FIRST, Optional.of("key"), "h"), List.of(event(1)));
        assertThat(store.create(experiment(SECOND, Optional.of("key"), "h"), List.of(event(1))))
                .isEqualTo(first);
        assertThat(store.experiment(SECOND)).isEmpty();
        refused(
                ErrorCode.CONFLICT,
                () -> store.create(experiment(SECOND, Optional.of("key"), "other"), List.of(event(1))));
    }

    @Test
    void theExperimentOfAnIdempotencyKeyIsFound() {
        assertThat(store.madeBy("key", "h")).isEmpty();
        store.create(experiment(FIRST, Optional.of("key"), "h"), List.of(event(1)));
        store.create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.COMPLETED, 2));
        assertThat(store.madeBy("key", "h")).isEqualTo(store.experiment(FIRST)).isPresent();
        assertThat(store.madeBy("another", "h")).isEmpty();
        refused(ErrorCode.CONFLICT, () -> store.madeBy("key", "other"));
    }

    @Test
    void aCommitIsThereAsAWhole() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.COMPLETED, 2, 3));
        assertThat(store.experiment(FIRST).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
        assertThat(store.experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(3);
        assertThat(store.events(FIRST, 1, 10)).containsExactly(event(2), event(3));
        assertThat(store.trials(FIRST)).containsExactly(trial());
        assertThat(store.trial(trial().id())).contains(trial());
        assertThat(store.measurements(FIRST, Metric.VALIDATION_ACCURACY, 0, 10)).containsExactly(measurement(0.5));
        assertThat(store.measurements(trial().id())).containsExactly(measurement(0.5));
        assertThat(store.checkpoints(trial().id())).containsExactly(checkpoint());
    }

    @Test
    void aCommitAfterAnotherEventIsRefusedAndWritesNothing() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.CONFLICT, () -> store.commit(FIRST, 7, batch(ExperimentState.COMPLETED, 8)));
        assertThat(store.trials(FIRST)).isEmpty();
        assertThat(store.events(FIRST, 0, 10)).hasSize(1);
    }

    @Test
    void theFirstMeasurementStays() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        store.commit(
                FIRST,
                2,
                new Batch(
                        List.of(event(3)),
                        List.of(),
                        List.of(measurement(0.9)),
                        List.of(),
                        ExperimentState.RUNNING,
                        OptionalLong.empty(),
                        ""));
        assertThat(store.measurements(trial().id())).containsExactly(measurement(0.5));
    }

    @Test
    void experimentsComeFromTheNewestInPages() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        assertThat(store.experiments(Optional.empty(), 1))
                .extracting(StoredExperiment::id)
                .containsExactly(SECOND);
        assertThat(store.experiments(Optional.of(SECOND), 5))
                .extracting(StoredExperiment::id)
                .containsExactly(FIRST);
        assertThat(store.withPrefix("01arz")).hasSize(2);
        assertThat(store.withPrefix("01arz3ndektsv4rrffq69g5fa1")).hasSize(1);
        assertThat(store.withPrefix("zz")).isEmpty();
    }

    @Test
    void whatHasEndedIsNotUnfinished() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.STOPPED, 2));
        assertThat(store.unfinished()).extracting(StoredExperiment::id).containsExactly(SECOND);
    }

    @Test
    void aCommitMadeAgainChangesNothing() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2, 3));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2, 3));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1), event(2), event(3));
        assertThat(store.experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(3);
        refused(ErrorCode.CONFLICT, () -> store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
    }

    @Test
    void theFirstCheckpointStays() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        var other = new Checkpoint(checkpoint().epoch(), new ArtifactRef("cd".repeat(32), 9));
        store.commit(FIRST, 2, additions(List.of(), List.of(new Batch.Saved(trial().id(), other)), 3));
        assertThat(store.checkpoints(trial().id())).containsExactly(checkpoint());
    }

    @Test
    void aTrialIsAsTheLastCommitLeftIt() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        StoredTrial ended = ended();
        store.commit(
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
        assertThat(store.trials(FIRST)).containsExactly(ended);
    }

    @Test
    void trialsComeInPages() {
        filled(
                trial(1, TrialState.RUNNING, 0.1),
                trial(2, TrialState.COMPLETED, 0.2),
                trial(3, TrialState.WAITING, 0.3));
        assertThat(numbers(store.trials(FIRST, 0, 2))).containsExactly(1, 2);
        assertThat(numbers(store.trials(FIRST, 2, 2))).containsExactly(3);
        assertThat(numbers(store.trials(FIRST, 0, 100))).containsExactly(1, 2, 3);
        assertThat(store.trials(FIRST, 3, 2)).isEmpty();
        assertThat(store.trials(FIRST, Integer.MAX_VALUE, 2)).isEmpty();
        assertThat(store.trials(SECOND, 0, 2)).isEmpty();
    }

    @Test
    void trialsAreCountedByTheirState() {
        filled(
                trial(1, TrialState.RUNNING, 0.1),
                trial(2, TrialState.COMPLETED, 0.2),
                trial(3, TrialState.RUNNING, 0.3),
                trial(4, TrialState.INFEASIBLE, 0.4));
        assertThat(store.tally(FIRST))
                .containsExactly(
                        new TrialTally(TrialState.RUNNING, 2, 4, 12),
                        new TrialTally(TrialState.COMPLETED, 1, 2, 6),
                        new TrialTally(TrialState.INFEASIBLE, 1, 4, 6));
        assertThat(store.tally(SECOND)).isEmpty();
    }

    @Test
    void theBestIsTheFirstCompletedOfTheBestObjective() {
        filled(
                trial(1, TrialState.COMPLETED, Double.POSITIVE_INFINITY),
                trial(2, TrialState.COMPLETED, 0.5),
                trial(3, TrialState.COMPLETED, 0.75),
                trial(4, TrialState.COMPLETED, 0.75),
                trial(5, TrialState.COMPLETED, 0.5),
                trial(6, TrialState.FAILED, 1),
                trial(7, TrialState.RUNNING, 0));
        assertThat(store.best(FIRST, Goal.MAXIMIZE).orElseThrow().id().number()).isEqualTo(3);
        assertThat(store.best(FIRST, Goal.MINIMIZE).orElseThrow().id().number()).isEqualTo(2);
        assertThat(store.best(SECOND, Goal.MAXIMIZE)).isEmpty();
    }

    @Test
    void aTrialWithoutAnObjectiveIsNotTheBest() {
        filled(trial(1, TrialState.COMPLETED, OptionalDouble.empty()), trial(2, TrialState.RUNNING, 0.5));
        assertThat(store.best(FIRST, Goal.MAXIMIZE)).isEmpty();
    }

    @Test
    void measurementsOfAMetricComeInPagesOfWholeTrials() {
        filled(trial(1, TrialState.RUNNING, 0), trial(2, TrialState.RUNNING, 0), trial(3, TrialState.RUNNING, 0));
        var loss = new Measurement(new TrialId(FIRST, 2), 1, Metric.VALIDATION_LOSS, 2);
        List<Measurement> accuracies =
                List.of(accuracy(1, 1), accuracy(1, 2), accuracy(1, 10), accuracy(3, 1), accuracy(3, 2));
        store.commit(FIRST, 2, additions(accuracies, List.of(), 3));
        store.commit(FIRST, 3, additions(List.of(loss), List.of(), 4));
        Metric metric = Metric.VALIDATION_ACCURACY;
        assertThat(store.measurements(FIRST, metric, 0, 1)).isEqualTo(accuracies.subList(0, 3));
        assertThat(store.measurements(FIRST, metric, 1, 1)).isEqualTo(accuracies.subList(3, 5));
        assertThat(store.measurements(FIRST, metric, 0, 2)).isEqualTo(accuracies);
        assertThat(store.measurements(FIRST, metric, 3, 2)).isEmpty();
        assertThat(store.measurements(FIRST, Metric.VALIDATION_LOSS, 0, 1)).containsExactly(loss);
        assertThat(store.measurements(SECOND, metric, 0, 1)).isEmpty();
    }

    @Test
    void theEventsOfATrialAreFound() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        List<StoredEvent> log = List.of(about(2, 2), about(1, 3), event(4), about(1, 5), about(1, 6));
        store.commit(FIRST, 1, logged(log));
        store.commit(SECOND, 1, logged(List.of(about(1, 2))));
        var trial = new TrialId(FIRST, 1);
        assertThat(store.events(trial, 0, 10)).containsExactly(about(1, 3), about(1, 5), about(1, 6));
        assertThat(store.events(trial, 3, 1)).containsExactly(about(1, 5));
        assertThat(store.events(new TrialId(FIRST, 3), 0, 10)).isEmpty();
        assertThat(store.events(FIRST, 1, 10)).isEqualTo(log);
    }

    private void filled(StoredTrial... trials) {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.create(experiment(SECOND, Optional.empty(), "h"), List.of(event(1)));
        store.commit(
                FIRST,
                1,
                new Batch(
                        List.of(event(2)),
                        List.of(trials),
                        List.of(),
                        List.of(),
                        ExperimentState.RUNNING,
                        OptionalLong.empty(),
                        ""));
    }

    private static Batch logged(List<StoredEvent> events) {
        return new Batch(events, List.of(), List.of(), List.of(), ExperimentState.RUNNING, OptionalLong.empty(), "");
    }

    private static List<Integer> numbers(List<StoredTrial> trials) {
        return trials.stream().map(t -> t.id().number()).toList();
    }

    private static Measurement accuracy(int trial, int epoch) {
        return new Measurement(new TrialId(FIRST, trial), epoch, Metric.VALIDATION_ACCURACY, 0.1 * epoch);
    }

    private static StoredEvent about(int trial, long sequence) {
        return new StoredEvent(sequence, OptionalInt.of(trial), "type", "{\"trial\":" + trial + "}", sequence);
    }

    private static StoredTrial trial(int number, TrialState state, double objective) {
        return trial(number, state, OptionalDouble.of(objective));
    }

    /** As many epochs of six are done as its number says. */
    private static StoredTrial trial(int number, TrialState state, OptionalDouble objective) {
        StoredTrial first = trial();
        return new StoredTrial(
                new TrialId(FIRST, number),
                state,
                first.label(),
                first.configuration(),
                first.plan(),
                first.networkHash(),
                1,
                number,
                6,
                objective,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                1,
                1,
                1,
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    @Test
    void anIdIsGivenOnce() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(
                ErrorCode.CONFLICT,
                () -> store.create(experiment(FIRST, Optional.of("key"), "other"), List.of(event(1))));
        assertThat(store.experiment(FIRST)).contains(experiment(FIRST, Optional.empty(), "h"));
    }

    @Test
    void eventsWithAGapAreADefectAndNothingIsWritten() {
        refused(
                ErrorCode.DEFECT,
                () -> store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1), event(3))));
        assertThat(store.experiment(FIRST)).isEmpty();
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.DEFECT, () -> store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 3)));
        refused(ErrorCode.DEFECT, () -> store.commit(FIRST, 1, batch(ExperimentState.RUNNING)));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1));
        assertThat(store.trials(FIRST)).isEmpty();
    }

    @Test
    void whatBelongsToNoTrialOrIsNoNumberIsADefectAndNothingIsWritten() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        refused(ErrorCode.DEFECT, () -> store.commit(FIRST, 1, additions(List.of(measurement(0.5)), List.of(), 2)));
        var saved = new Batch.Saved(trial().id(), checkpoint());
        refused(ErrorCode.DEFECT, () -> store.commit(FIRST, 1, additions(List.of(), List.of(saved), 2)));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
        refused(
                ErrorCode.DEFECT,
                () -> store.commit(FIRST, 2, additions(List.of(measurement(Double.NaN)), List.of(), 3)));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1), event(2));
    }

    @Test
    void anExperimentThatIsNotThereTakesNoCommit() {
        refused(ErrorCode.CONFLICT, () -> store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
        assertThat(store.events(FIRST, 0, 10)).isEmpty();
    }

    @Test
    void aClosedStoreSaysSo() {
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.close();
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2)));
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store.experiment(FIRST));
        refused(ErrorCode.STORE_UNAVAILABLE, () -> store.events(FIRST, 0, 1));
        store.close();
    }

    static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Batch additions(List<Measurement> measurements, List<Batch.Saved> checkpoints, long sequence) {
        return new Batch(
                List.of(event(sequence)),
                List.of(),
                measurements,
                checkpoints,
                ExperimentState.RUNNING,
                OptionalLong.empty(),
                "");
    }

    static StoredExperiment experiment(ExperimentId id, Optional<String> key, String hash) {
        return new StoredExperiment(
                id, "name", ExperimentState.RUNNING, "{}", "{}", key, hash, 1_000, OptionalLong.empty(), "", 1);
    }

    static StoredEvent event(long sequence) {
        return new StoredEvent(sequence, "type", "{\"n\":" + sequence + "}", 1_000 + sequence);
    }

    static StoredTrial trial() {
        return new StoredTrial(
                new TrialId(FIRST, 1),
                TrialState.RUNNING,
                "lenet-5",
                "{}",
                "{}",
                "n",
                2,
                4,
                6,
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                61_706,
                416_520,
                1.25,
                "reason",
                "",
                OptionalLong.of(5),
                OptionalLong.empty());
    }

    /** The trial, later: all that may change has changed. */
    private static StoredTrial ended() {
        return new StoredTrial(
                trial().id(),
                TrialState.FAILED,
                "lenet-5",
                "{}",
                "{\"other\":1}",
                "m",
                3,
                6,
                6,
                OptionalDouble.of(0.75),
                OptionalDouble.of(0.7),
                OptionalDouble.of(0.2),
                61_706,
                416_520,
                2.5,
                "over",
                "defect",
                OptionalLong.of(5),
                OptionalLong.of(8));
    }

    static Measurement measurement(double value) {
        return new Measurement(new TrialId(FIRST, 1), 4, Metric.VALIDATION_ACCURACY, value);
    }

    static Checkpoint checkpoint() {
        return new Checkpoint(4, new ArtifactRef("ab".repeat(32), 9));
    }

    static Batch batch(ExperimentState state, long... sequences) {
        return new Batch(
                java.util.Arrays.stream(sequences)
                        .mapToObj(ExperimentStoreContract::event)
                        .toList(),
                List.of(trial()),
                List.of(measurement(0.5)),
                List.of(new Batch.Saved(trial().id(), checkpoint())),
                state,
                OptionalLong.of(9),
                "done");
    }
}
