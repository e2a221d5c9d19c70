package dev.stride.engine.coordinator;

import dev.stride.bus.Wire;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.Trial;
import dev.stride.model.ErrorCode;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import dev.stride.store.Batch;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Events and the ledger after them as what the store keeps. */
final class Projection {

    private final Map<Integer, Long> started = new HashMap<>();
    private final Map<Integer, Long> ended = new HashMap<>();

    /** The trials' times follow from the times of their events. */
    void note(ExperimentEvent event, long at) {
        if (event instanceof ExperimentEvent.AttemptAssigned assigned) {
            started.putIfAbsent(assigned.trial(), at);
        } else if (event instanceof ExperimentEvent.TrialEnded end) {
            ended.put(end.trial(), at);
        } else if (event instanceof ExperimentEvent.TrialRefused refused) {
            ended.put(refused.trial(), at);
        }
    }

    static StoredEvent stored(ExperimentEvent event, long sequence, long at) {
        return new StoredEvent(sequence, trial(event), event.type(), Wire.write(event), at);
    }

    private static OptionalInt trial(ExperimentEvent event) {
        if (event instanceof ExperimentEvent.TrialProposed proposed) {
            return OptionalInt.of(proposed.trial());
        } else if (event instanceof ExperimentEvent.TrialRefused refused) {
            return OptionalInt.of(refused.trial());
        } else if (event instanceof ExperimentEvent.AttemptAssigned assigned) {
            return OptionalInt.of(assigned.trial());
        } else if (event instanceof ExperimentEvent.EpochRecorded recorded) {
            return OptionalInt.of(recorded.trial());
        } else if (event instanceof ExperimentEvent.AttemptLost lost) {
            return OptionalInt.of(lost.trial());
        } else if (event instanceof ExperimentEvent.TrialEnded end) {
            return OptionalInt.of(end.trial());
        }
        return OptionalInt.empty();
    }

    Batch batch(ExperimentLedger ledger, List<ExperimentEvent> events, List<StoredEvent> stored, long now) {
        SortedSet<Integer> changed = new TreeSet<>();
        var measurements = new ArrayList<Measurement>();
        var checkpoints = new ArrayList<Batch.Saved>();
        for (ExperimentEvent event : events) {
            trial(event).ifPresent(changed::add);
            if (event instanceof ExperimentEvent.TrialEnded end) {
                measure(ledger, end.trial(), ledger.trial(end.trial()).epochsDone(), end.metrics(), measurements);
            } else if (event instanceof ExperimentEvent.EpochRecorded recorded) {
                AttemptEvent.EpochCompleted epoch = recorded.epoch();
                measure(ledger, recorded.trial(), epoch.epoch(), epoch.metrics(), measurements);
                checkpoints.add(new Batch.Saved(new TrialId(ledger.id(), recorded.trial()), epoch.checkpoint()));
            }
        }
        List<StoredTrial> trials =
                changed.stream().map(n -> stored(ledger, ledger.trial(n))).toList();
        return new Batch(
                stored,
                trials,
                measurements,
                checkpoints,
                ledger.state(),
                ledger.state().isTerminal() ? OptionalLong.of(now) : OptionalLong.empty(),
                ledger.reason());
    }

    /** What a test gave is kept at the trial's last epoch. */
    private static void measure(
            ExperimentLedger ledger,
            int trial,
            int epoch,
            Map<Metric, Double> metrics,
            List<Measurement> measurements) {
        metrics.forEach((metric, value) ->
                measurements.add(new Measurement(new TrialId(ledger.id(), trial), epoch, metric, value)));
    }

    private StoredTrial stored(ExperimentLedger ledger, Trial trial) {
        return new StoredTrial(
                new TrialId(ledger.id(), trial.number()),
                trial.state(),
                trial.label(),
                Wire.write(trial.configuration()),
                trial.prepared().map(p -> Wire.write(p.plan())).orElse(""),
                trial.prepared().map(ExperimentEvent.Prepared::networkHash).orElse(""),
                trial.attempt(),
                trial.epochsDone(),
                trial.epochs(),
                trial.objective(),
                metric(trial, Metric.TEST_ACCURACY),
                metric(trial, Metric.TEST_LOSS),
                trial.prepared().map(ExperimentEvent.Prepared::parameters).orElse(0L),
                trial.prepared().map(ExperimentEvent.Prepared::multiplies).orElse(0L),
                trial.seconds(),
                trial.reason(),
                trial.error().map(ErrorCode::word).orElse(""),
                time(started, trial),
                time(ended, trial));
    }

    private static OptionalDouble metric(Trial trial, Metric metric) {
        Double value = trial.test().get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalLong time(Map<Integer, Long> times, Trial trial) {
        Long at = times.get(trial.number());
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
