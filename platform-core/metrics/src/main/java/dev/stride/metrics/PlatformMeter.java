package dev.stride.metrics;

import java.util.List;

/** The catalogue of meters: name, kind, help and labels of each. Units are base units and stand in the name. */
public enum PlatformMeter {
    TRIALS("stride.trials", Kind.COUNTER, "Trials that ended, by outcome", List.of("outcome")),
    EPOCHS("stride.trial.epochs", Kind.COUNTER, "Epochs that were recorded", List.of("architecture")),
    EPOCH_DURATION(
            "stride.trial.epoch.duration",
            Kind.TIMER,
            "How long an epoch took, validation included",
            List.of("architecture")),
    SAMPLES("stride.training.samples", Kind.COUNTER, "Images trained on", List.of("architecture")),
    TRAINING_LOSS(
            "stride.training.loss",
            Kind.GAUGE,
            "Training loss of the last epoch of a running trial, in nats",
            List.of("experiment", "trial", "architecture")),
    VALIDATION_ACCURACY(
            "stride.validation.accuracy.ratio",
            Kind.GAUGE,
            "Validation accuracy of the last epoch of a running trial",
            List.of("experiment", "trial", "architecture")),
    QUEUED_TRIALS("stride.queued.trials", Kind.GAUGE, "Trials that wait for a slot", List.of()),
    RUNNING_EXPERIMENTS("stride.running.experiments", Kind.GAUGE, "Experiments that have not ended", List.of()),
    WORKER_SLOTS("stride.worker.slots", Kind.GAUGE, "Slots of all workers, by state", List.of("state")),
    COMMIT_DURATION(
            "stride.store.commit.duration", Kind.TIMER, "How long a commit to the experiment store took", List.of()),
    BUILD_INFO("stride.build.info", Kind.GAUGE, "Always 1; the labels say what runs", List.of("version", "java"));

    /** What a meter does. */
    public enum Kind {
        COUNTER,
        TIMER,
        GAUGE
    }

    private final String meter;
    private final Kind kind;
    private final String help;
    private final List<String> labels;

    PlatformMeter(String meter, Kind kind, String help, List<String> labels) {
        this.meter = meter;
        this.kind = kind;
        this.help = help;
        this.labels = labels;
    }

    public String meter() {
        return meter;
    }

    public Kind kind() {
        return kind;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
