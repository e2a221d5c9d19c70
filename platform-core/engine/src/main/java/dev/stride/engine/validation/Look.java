package dev.stride.engine.validation;

import dev.stride.model.ExperimentId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found for an experiment: its data and sources, which are looked at once, since they may change, and hold for all
 * of its trials. Whoever looks holds it, and drops it with the experiment. Safe for use by several threads.
 */
public final class Look {

    private final Optional<ExperimentId> experiment;
    private final Answers found = Answers.all();

    private Look(Optional<ExperimentId> experiment) {
        this.experiment = experiment;
    }

    /** For an experiment, whose files to start from are kept. */
    public static Look of(ExperimentId experiment) {
        return new Look(Optional.of(experiment));
    }

    /** At an experiment that may never be taken on: nothing is kept. */
    public static Look only() {
        return new Look(Optional.empty());
    }

    /** Empty where an experiment is looked at that may never be taken on. */
    Optional<ExperimentId> experiment() {
        return experiment;
    }

    <T> Future<T> once(Object key, Supplier<Future<T>> question) {
        return found.once(key, question);
    }
}
