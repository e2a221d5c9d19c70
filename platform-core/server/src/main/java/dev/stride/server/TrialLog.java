package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stride.model.TrialId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import java.util.List;

/** What was decided of a trial, from its experiment's log; epochs are measurements and stand elsewhere. */
final class TrialLog {

    private static final int PAGE = 1_000;
    private static final String EPOCH = "epoch-recorded";

    private TrialLog() {}

    /** Blocks. */
    static ArrayNode decisions(ExperimentStore store, TrialId trial) {
        ArrayNode decisions = Json.MAPPER.createArrayNode();
        long after = 0;
        List<StoredEvent> page;
        do {
            page = store.events(trial, after, PAGE);
            for (StoredEvent event : page) {
                if (!event.type().equals(EPOCH)) {
                    decisions.add(TrialJson.event(event));
                }
                after = event.sequence();
            }
        } while (page.size() == PAGE);
        return decisions;
    }
}
