package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.store.ExperimentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One metric of many trials: for each the points (epoch, value), in the order of their numbers. */
final class MeasurementList extends JsonListParts {

    private static final int AT_A_TIME = 100;

    private final ExperimentId experiment;
    private final Metric metric;
    private int last;
    private int left;

    /**
     * Begins.
     *
     * @param after the number of the trial before the first
     * @param limit how many trials at most
     */
    MeasurementList(ExperimentId experiment, Metric metric, int after, int limit) {
        super("series");
        this.experiment = experiment;
        this.metric = metric;
        this.last = after;
        this.left = limit;
    }

    @Override
    ObjectNode before(ExperimentStore store) {
        return MetricJson.kind(Json.object().put("metric", metric.word()), metric);
    }

    @Override
    List<ObjectNode> items(ExperimentStore store) {
        SortedMap<Integer, ArrayNode> points = new TreeMap<>();
        if (left > 0) {
            for (Measurement m : store.measurements(experiment, metric, last, Math.min(AT_A_TIME, left))) {
                points.computeIfAbsent(m.trial().number(), t -> Json.MAPPER.createArrayNode())
                        .addArray()
                        .add(m.epoch())
                        .add(m.value());
            }
        }
        var items = new ArrayList<ObjectNode>();
        points.forEach(
                (trial, all) -> items.add(Json.object().put("trial", trial).set("points", all)));
        if (!points.isEmpty()) {
            last = points.lastKey();
            left -= points.size();
        }
        return items;
    }

    @Override
    ObjectNode after(ExperimentStore store) {
        boolean isMore =
                left == 0 && !store.measurements(experiment, metric, last, 1).isEmpty();
        return Json.object().put("next", isMore ? Integer.toString(last) : null);
    }
}
