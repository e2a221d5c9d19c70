package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.Checkpoint;
import dev.stride.model.Metric;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredTrial;
import java.time.Instant;
import java.util.List;

/** Trials and what happened to them in the API. */
final class TrialJson {

    private TrialJson() {}

    /** @param metric the objective's */
    static ObjectNode trial(StoredTrial trial, Metric metric) {
        ObjectNode json = Json.object()
                .put("id", trial.id().toString())
                .put("number", trial.id().number())
                .put("state", trial.state().word());
        Json.text(json, "label", trial.label());
        json.set("configuration", Json.parsed(trial.configuration()));
        json.put("attempt", trial.attempt())
                .put("epochsDone", trial.epochsDone())
                .put("epochs", trial.epochs());
        if (trial.objective().isPresent()) {
            json.putObject("objective")
                    .put("value", trial.objective().getAsDouble())
                    .put("metric", metric.word())
                    .put("kind", metric.kind().word());
        } else {
            json.putNull("objective");
        }
        Json.number(json, "testAccuracy", trial.testAccuracy());
        Json.number(json, "testLoss", trial.testLoss());
        json.put("parameters", trial.parameters())
                .put("multiplies", trial.multiplies())
                .put("seconds", trial.seconds());
        Json.text(json, "reason", trial.reason());
        Json.time(json, "startedAt", trial.startedAt());
        Json.time(json, "endedAt", trial.endedAt());
        return json.put("errorCode", trial.errorCode()).put("networkHash", trial.networkHash());
    }

    /** With its plan, measurements, checkpoints and decisions. Blocks. */
    static ObjectNode whole(StoredTrial trial, Metric metric, ExperimentStore store) {
        ObjectNode json = trial(trial, metric);
        json.set("plan", Json.parsed(trial.plan()));
        json.set("measurements", MetricJson.epochs(store.measurements(trial.id())));
        json.set("checkpoints", checkpoints(store.checkpoints(trial.id())));
        json.set("decisions", TrialLog.decisions(store, trial.id()));
        return json;
    }

    private static ArrayNode checkpoints(List<Checkpoint> checkpoints) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        checkpoints.forEach(c -> array.addObject()
                .put("epoch", c.epoch())
                .put("sha256", c.artifact().sha256())
                .put("bytes", c.artifact().bytes()));
        return array;
    }

    static ObjectNode event(StoredEvent event) {
        ObjectNode json = Json.object()
                .put("sequence", event.sequence())
                .put("at", Instant.ofEpochMilli(event.at()).toString())
                .put("type", event.type());
        json.set("body", Json.parsed(event.body()));
        return json;
    }
}
