package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.comparison.CrossTable;
import dev.stride.engine.comparison.Interval;
import dev.stride.engine.comparison.Leaderboard;

/** Comparisons in the API. */
final class ComparisonJson {

    private ComparisonJson() {}

    static ObjectNode leaderboard(Leaderboard board) {
        ObjectNode json = Json.object();
        json.set("measure", MetricJson.measure(board.metric()));
        ArrayNode groups = json.putArray("groups");
        for (Leaderboard.Group group : board.groups()) {
            measured(groups.addObject().put("rank", group.rank()), group)
                    .put("difference", difference(group.difference()));
        }
        Json.text(json, "finding", board.finding());
        return json;
    }

    static ObjectNode crossTable(CrossTable table) {
        ObjectNode json = Json.object();
        json.set("measure", MetricJson.measure(table.metric()));
        Json.strings(json.putArray("rows"), table.rows());
        Json.strings(json.putArray("columns"), table.columns());
        ArrayNode cells = json.putArray("cells");
        for (CrossTable.Cell cell : table.cells()) {
            ObjectNode entry = cells.addObject();
            Json.text(entry, "row", cell.row());
            Json.text(entry, "column", cell.column());
            measured(entry, cell.group());
        }
        Json.strings(json.putArray("findings"), table.findings());
        return json;
    }

    private static ObjectNode measured(ObjectNode entry, Leaderboard.Group group) {
        Json.text(entry, "label", group.label());
        ArrayNode trials = entry.putArray("trials");
        group.trials().forEach(trials::add);
        entry.put("n", group.value().count());
        entry.set("value", interval(group.value()));
        group.test().ifPresentOrElse(t -> entry.set("test", interval(t)), () -> entry.putNull("test"));
        return entry.put("parameters", group.parameters())
                .put("multiplies", group.multiplies())
                .put("seconds", group.seconds());
    }

    private static String difference(Leaderboard.Difference difference) {
        return switch (difference) {
            case BEST -> "best";
            case NONE -> "no difference";
            case WORSE -> "worse";
            case UNKNOWN -> "unknown";
        };
    }

    private static ObjectNode interval(Interval interval) {
        return Json.object()
                .put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high());
    }
}
