package dev.stride.metrics;

import java.util.List;

/**
 * The catalogue of meters: name, kind, unit, help and labels of each. Units are Prometheus's base units, or what is
 * counted; one that does not stand in the name stands in the help.
 */
public enum PlatformMeter {
    TRIALS("stride.trials", Kind.COUNTER, "trials", "Trials that ended, by outcome", List.of("outcome")),
    EPOCHS("stride.trial.epochs", Kind.COUNTER, "epochs", "Epochs that were recorded", List.of("architecture")),
    EPOCH_DURATION(
            "stride.trial.epoch.duration",
            Kind.TIMER,
            "seconds",
            "How long an epoch took, validation included",
            List.of("architecture")),
    SAMPLES("stride.training.samples", Kind.COUNTER, "images", "Images trained on", List.of("architecture")),
    TRAINING_LOSS(
            "stride.training.loss",
            Kind.GAUGE,
            "nats",
            "Training loss of the last epoch of a running trial",
            List.of("experiment", "trial", "architecture")),
    VALIDATION_ACCURACY(
            "stride.validation.accuracy.ratio",
            Kind.GAUGE,
            "ratio",
            "Validation accuracy of the last epoch of a running trial, as a fraction of 1",
            List.of("experiment", "trial", "architecture")),
    QUEUED_TRIALS("stride.queued.trials", Kind.GAUGE, "trials", "Trials that wait for a slot", List.of()),
    RUNNING_EXPERIMENTS(
            "stride.running.experiments", Kind.GAUGE, "experiments", "Experiments that have not ended", List.of()),
    WORKER_SLOTS("stride.worker.slots", Kind.GAUGE, "slots", "Slots of all workers, by state", List.of("state")),
    COMMIT_DURATION(
            "stride.store.commit.duration",
            Kind.TIMER,
            "seconds",
            "How long a commit to the experiment store took",
            List.of()),
    BUILD_INFO(
            "stride.build.info", Kind.GAUGE, "info", "Always 1; the labels say what runs", List.of("version", "java"));

    /** What a meter does. */
    public enum Kind {
        COUNTER,
        TIMER,
        GAUGE
    }

    private final String meter;
    private final Kind kind;
    private final String unit;
    private final String help;
    private final List<String> labels;

    PlatformMeter(String meter, Kind kind, String unit, String help, List<String> labels) {
        this.meter = meter;
        this.kind = kind;
        this.unit = unit;
        this.help = help;
        this.labels = labels;
    }

    public String meter() {
        return meter;
    }

    public Kind kind() {
        return kind;
    }

    public String unit() {
        return unit;
    }

    /** For people, with the unit where the name does not say it. */
    public String help() {
        return kind == Kind.TIMER || meter.endsWith(unit) ? help : help + ", in " + unit;
    }

    public List<String> labels() {
        return labels;
    }
}
