package dev.stride.engine.experiment;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.TrialPlan;
import dev.stride.model.TrialState;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to an experiment. The log of these is the truth; all else is folded from it. */
public sealed interface ExperimentEvent {

    /** For people: why it happened. */
    String reason();

    /** The event's kind in the log, for example {@code trial-proposed}. */
    default String type() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The experiment was validated and is taken on. */
    record Accepted(ExperimentSpec spec, String reason) implements ExperimentEvent {}

    /** A coordinator goes on with the experiment. None had it since some time after the event before this one. */
    record CoordinatorStarted(String reason) implements ExperimentEvent {}

    /** The search proposed a configuration, and all modules that it names can do it. */
    record TrialProposed(int trial, Configuration configuration, String label, Prepared prepared, String reason)
            implements ExperimentEvent {}

    /**
     * What validation found out about a trial.
     *
     * @param source the weights that its transfer strategy starts from
     */
    record Prepared(
            TrialPlan plan,
            String networkHash,
            String dataHash,
            Optional<ArtifactRef> source,
            long parameters,
            long multiplies) {}

    /** The search proposed a configuration that a module refuses. */
    record TrialRefused(int trial, Configuration configuration, String label, String reason)
            implements ExperimentEvent {}

    /** The search has nothing more to propose. */
    record SearchEnded(String reason) implements ExperimentEvent {}

    /** An attempt goes to a worker; from here on only its reports count. */
    record AttemptAssigned(int trial, int attempt, WorkerKey worker, String reason) implements ExperimentEvent {}

    /** An epoch was trained, validated and saved. */
    record EpochRecorded(int trial, int attempt, AttemptEvent.EpochCompleted epoch, String reason)
            implements ExperimentEvent {}

    /**
     * An attempt was lost; the trial waits for another one, which goes on from the last checkpoint.
     *
     * @param charged whether it counts towards the trial's limit; one that no worker took does not
     */
    record AttemptLost(int trial, int attempt, ErrorCode code, boolean charged, String reason)
            implements ExperimentEvent {}

    /**
     * A trial ended.
     *
     * @param metrics of the test; empty where it was not tested
     * @param code of the failure
     */
    record TrialEnded(
            int trial,
            int attempt,
            TrialState state,
            SortedMap<Metric, Double> metrics,
            Optional<ErrorCode> code,
            String reason)
            implements ExperimentEvent {
        public TrialEnded {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }
    }

    /** A user, or the budget, ends the experiment. */
    record StopRequested(String reason) implements ExperimentEvent {}

    /** All is done. */
    record ExperimentEnded(ExperimentState state, String reason) implements ExperimentEvent {}
}
