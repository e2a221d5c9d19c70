package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of stores put into them, and how they see a refusal. */
final class StoreSamples {

    static final ExperimentId FIRST = new ExperimentId("01arz3ndektsv4rrffq69g5fa1");
    static final ExperimentId SECOND = new ExperimentId("01arz3ndektsv4rrffq69g5fa2");

    private StoreSamples() {}

    static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    static StoredExperiment experiment(ExperimentId id, Optional<String> key, String hash) {
        return new StoredExperiment(
                id, "name", ExperimentState.RUNNING, "{}", "{}", key, hash, 1_000, OptionalLong.empty(), "", 1);
    }

    static StoredEvent event(long sequence) {
        return new StoredEvent(sequence, "type", "{\"n\":" + sequence + "}", 1_000 + sequence);
    }

    static StoredTrial trial(int number, TrialState state, double objective) {
        return trial(number, state, OptionalDouble.of(objective));
    }

    /** As many epochs of six are done as its number says. */
    static StoredTrial trial(int number, TrialState state, OptionalDouble objective) {
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
    static StoredTrial ended() {
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

    /** Has two experiments, the first with these trials. */
    static void filled(ExperimentStore store, StoredTrial... trials) {
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

    static Measurement measurement(double value) {
        return new Measurement(new TrialId(FIRST, 1), 4, Metric.VALIDATION_ACCURACY, value);
    }

    static Checkpoint checkpoint() {
        return new Checkpoint(4, new ArtifactRef("ab".repeat(32), 9));
    }

    static Batch batch(ExperimentState state, long... sequences) {
        return new Batch(
                Arrays.stream(sequences).mapToObj(StoreSamples::event).toList(),
                List.of(trial()),
                List.of(measurement(0.5)),
                List.of(new Batch.Saved(trial().id(), checkpoint())),
                state,
                OptionalLong.of(9),
                "done");
    }

    static Batch additions(List<Measurement> measurements, List<Batch.Saved> checkpoints, long sequence) {
        return new Batch(
                List.of(event(sequence)),
                List.of(),
                measurements,
                checkpoints,
                ExperimentState.RUNNING,
                OptionalLong.empty(),
                "");
    }
}
