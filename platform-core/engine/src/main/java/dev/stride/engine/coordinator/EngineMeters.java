package dev.stride.engine.coordinator;

import dev.stride.engine.dispatch.Roster;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.Trial;
import dev.stride.metrics.PlatformMeter;
import dev.stride.metrics.PlatformMeters;
import dev.stride.model.Metric;
import dev.stride.model.TrialState;
import java.time.Duration;
import java.util.List;

/** Events as meters. */
final class EngineMeters {

    private final PlatformMeters meters;

    EngineMeters(PlatformMeters meters) {
        this.meters = meters;
    }

    void committed(Duration duration) {
        meters.time(PlatformMeter.COMMIT_DURATION, duration);
    }

    void happened(ExperimentLedger ledger, List<ExperimentEvent> events) {
        for (ExperimentEvent event : events) {
            if (event instanceof ExperimentEvent.EpochRecorded recorded) {
                epoch(ledger, recorded);
            } else if (event instanceof ExperimentEvent.TrialEnded ended) {
                meters.count(PlatformMeter.TRIALS, 1, ended.state().word());
                retire(ledger, ended.trial());
            } else if (event instanceof ExperimentEvent.TrialRefused) {
                meters.count(PlatformMeter.TRIALS, 1, TrialState.INFEASIBLE.word());
            }
        }
    }

    /** Nobody says any more how its trials stand. */
    void left(ExperimentLedger ledger) {
        ledger.trials().stream()
                .filter(trial -> !trial.state().isTerminal())
                .forEach(trial -> retire(ledger, trial.number()));
    }

    private void retire(ExperimentLedger ledger, int trial) {
        String[] labels = labels(ledger, trial);
        meters.retire(PlatformMeter.TRAINING_LOSS, labels);
        meters.retire(PlatformMeter.VALIDATION_ACCURACY, labels);
    }

    private void epoch(ExperimentLedger ledger, ExperimentEvent.EpochRecorded recorded) {
        String architecture = architecture(ledger.trial(recorded.trial()));
        meters.count(PlatformMeter.EPOCHS, 1, architecture);
        meters.count(PlatformMeter.SAMPLES, recorded.epoch().images(), architecture);
        meters.time(
                PlatformMeter.EPOCH_DURATION,
                Duration.ofNanos((long) (recorded.epoch().seconds() * 1e9)),
                architecture);
        if (ledger.trial(recorded.trial()).isRunning()) {
            String[] labels = labels(ledger, recorded.trial());
            meters.set(
                    PlatformMeter.TRAINING_LOSS,
                    recorded.epoch().metrics().getOrDefault(Metric.TRAIN_LOSS, Double.NaN),
                    labels);
            meters.set(
                    PlatformMeter.VALIDATION_ACCURACY,
                    recorded.epoch().metrics().getOrDefault(Metric.VALIDATION_ACCURACY, Double.NaN),
                    labels);
        }
    }

    /** @param waiting trials that want a slot, of all experiments */
    void update(long waiting, int experiments, Roster roster) {
        meters.set(PlatformMeter.QUEUED_TRIALS, waiting);
        meters.set(PlatformMeter.RUNNING_EXPERIMENTS, experiments);
        meters.set(PlatformMeter.WORKER_SLOTS, roster.leased(), "busy");
        meters.set(PlatformMeter.WORKER_SLOTS, Math.max(0, roster.slots() - roster.leased()), "free");
    }

    private static String[] labels(ExperimentLedger ledger, int trial) {
        return new String[] {ledger.id().value(), Integer.toString(trial), architecture(ledger.trial(trial))};
    }

    private static String architecture(Trial trial) {
        return trial.prepared().map(p -> p.plan().architecture().name()).orElse("");
    }
}
