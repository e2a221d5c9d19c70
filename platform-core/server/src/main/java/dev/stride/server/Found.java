package dev.stride.server;

import dev.stride.bus.Wire;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Objective;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What the path of a request names. */
final class Found {

    private static final String NUMBER = "[1-9]\\d{0,8}";

    private Found() {}

    static Future<StoredExperiment> experiment(RoutingContext context, Experiments experiments) {
        return experiments.find(context.pathParam("id"));
    }

    /** The trial of an experiment that was found. Blocks. */
    static StoredTrial trial(RoutingContext context, ExperimentStore store, StoredExperiment experiment) {
        String number = context.pathParam("number");
        if (!number.matches(NUMBER)) {
            throw missing(number);
        }
        return store.trial(new TrialId(experiment.id(), Integer.parseInt(number)))
                .orElseThrow(() -> missing(number));
    }

    private static PlatformException missing(String number) {
        return new PlatformException(
                ErrorCode.NOT_FOUND,
                "the experiment has no trial '" + Query.shortened(number) + "'",
                "see 'stride trials'");
    }

    static ExperimentSpec spec(StoredExperiment experiment) {
        return Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id());
    }

    static Objective objective(StoredExperiment experiment) {
        return spec(experiment).objective();
    }
}
