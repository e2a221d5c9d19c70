package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stride.model.ExperimentId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** What was decided of trials, from an experiment's log; epochs are measurements and stand elsewhere. */
final class TrialLog {

    private static final int PAGE = 5_000;
    private static final String EPOCH = "epoch-recorded";

    private final Map<Integer, ArrayNode> decisions = new HashMap<>();

    private TrialLog() {}

    /** Reads the log once, however many trials are wanted. Blocks. */
    static TrialLog read(ExperimentStore store, ExperimentId experiment, IntPredicate wanted) {
        var log = new TrialLog();
        long after = 0;
        List<StoredEvent> page;
        do {
            page = store.events(experiment, after, PAGE);
            for (StoredEvent event : page) {
                log.add(event, wanted);
                after = event.sequence();
            }
        } while (page.size() == PAGE);
        return log;
    }

    private void add(StoredEvent event, IntPredicate wanted) {
        if (event.type().equals(EPOCH)) {
            return;
        }
        JsonNode trial = Json.parsed(event.body()).path("trial");
        if (trial.isInt() && wanted.test(trial.asInt())) {
            decisions
                    .computeIfAbsent(trial.asInt(), t -> Json.MAPPER.createArrayNode())
                    .add(TrialJson.event(event));
        }
    }

    ArrayNode of(int trial) {
        return decisions.getOrDefault(trial, Json.MAPPER.createArrayNode());
    }
}
