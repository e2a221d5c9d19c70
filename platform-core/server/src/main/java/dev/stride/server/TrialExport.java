package dev.stride.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.Metric;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import java.util.List;
import java.util.Optional;

/** An experiment with everything of all its trials. Of one that runs, later trials are as they are later. */
final class TrialExport extends JsonListParts {

    private static final int AT_A_TIME = 20;

    private final StoredExperiment experiment;
    private final Optional<String> trouble;
    private final Metric metric;
    private final TrialPages pages;

    /** @param trouble why it is not gone on with */
    TrialExport(StoredExperiment experiment, Optional<String> trouble) {
        super("items");
        this.experiment = experiment;
        this.trouble = trouble;
        this.metric = Found.objective(experiment).metric();
        this.pages = new TrialPages(experiment.id(), 0, Integer.MAX_VALUE, AT_A_TIME);
    }

    @Override
    ObjectNode before(ExperimentStore store) {
        return ExperimentJson.experiment(experiment, store, trouble);
    }

    @Override
    List<ObjectNode> items(ExperimentStore store) {
        return pages.next(store).stream()
                .map(t -> TrialJson.whole(t, metric, store))
                .toList();
    }

    @Override
    ObjectNode after(ExperimentStore store) {
        return Json.object();
    }
}
