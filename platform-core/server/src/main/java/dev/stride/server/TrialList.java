package dev.stride.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import java.util.List;

/** A page of an experiment's trials as the API lists them. */
final class TrialList extends JsonListParts {

    private static final int AT_A_TIME = 100;

    private final Objective objective;
    private final TrialPages pages;

    TrialList(StoredExperiment experiment, int after, int limit) {
        super("items");
        this.objective = Found.objective(experiment);
        this.pages = new TrialPages(experiment.id(), after, limit, AT_A_TIME);
    }

    @Override
    ObjectNode before(ExperimentStore store) {
        return Json.object().set("objective", MetricJson.objective(objective));
    }

    @Override
    List<ObjectNode> items(ExperimentStore store) {
        Metric metric = objective.metric();
        return pages.next(store).stream().map(t -> TrialJson.trial(t, metric)).toList();
    }

    @Override
    ObjectNode after(ExperimentStore store) {
        return Json.object().put("next", pages.cursor(store).orElse(null));
    }
}
