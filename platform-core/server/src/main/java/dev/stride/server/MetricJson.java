package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import java.util.List;
import java.util.TreeMap;

/** Metrics and measurements in the API. Whoever shows a number is told what it is, a ratio or a loss, beside it. */
final class MetricJson {

    private MetricJson() {}

    static ArrayNode catalogue() {
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (Metric metric : Metric.whole()) {
            ObjectNode json = items.addObject().put("metric", metric.word());
            kind(json, metric).put("unit", metric.kind().unit());
        }
        return items;
    }

    static ObjectNode objective(Objective objective) {
        return measure(objective.metric());
    }

    /** What trials are compared by. */
    static ObjectNode measure(Metric metric) {
        return Json.object()
                .put("metric", metric.word())
                .put("kind", metric.kind().word())
                .put("goal", metric.goal().word());
    }

    /** What the numbers are, and which way is better; null where neither is. */
    static ObjectNode kind(ObjectNode json, Metric metric) {
        return json.put("kind", metric.kind().word())
                .put("goal", metric.kind().isJudged() ? metric.goal().word() : null);
    }

    /** Measurements of one trial, an entry an epoch. */
    static ArrayNode epochs(List<Measurement> measurements) {
        var epochs = new TreeMap<Integer, ObjectNode>();
        for (Measurement m : measurements) {
            epochs.computeIfAbsent(m.epoch(), e -> Json.object()).put(m.metric().word(), m.value());
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        epochs.forEach((epoch, metrics) -> array.addObject().put("epoch", epoch).set("metrics", metrics));
        return array;
    }
}
