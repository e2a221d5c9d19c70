package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cross table of the API for people: what is compared with its interval, and the test accuracy beside. */
final class CrossTables {

    private CrossTables() {}

    /** @param parameter whose values the rows are */
    static String of(JsonNode table, String parameter) {
        if (table.path("cells").isEmpty()) {
            return "There is nothing to compare yet.";
        }
        var text = new StringBuilder(grid(table, parameter));
        if (!table.path("findings").isEmpty()) {
            text.append('\n');
        }
        table.path("findings").forEach(finding -> text.append('\n').append(Printable.text(finding.asText())));
        return text.toString();
    }

    private static String grid(JsonNode table, String parameter) {
        Measure measure = Measure.compared(table);
        Map<List<String>, JsonNode> cells = new HashMap<>();
        table.path("cells")
                .forEach(cell -> cells.put(
                        List.of(cell.path("row").asText(), cell.path("column").asText()), cell));
        var headers = new ArrayList<>(List.of(parameter));
        table.path("columns").forEach(column -> {
            headers.add(column.asText());
            headers.add("test");
        });
        var rows = new ArrayList<List<String>>();
        for (JsonNode row : table.path("rows")) {
            var line = new ArrayList<>(List.of(row.asText()));
            for (JsonNode column : table.path("columns")) {
                JsonNode cell = cells.get(List.of(row.asText(), column.asText()));
                line.addAll(cell == null ? List.of("", "") : cell(cell, measure));
            }
            rows.add(line);
        }
        return Printable.text(measure.word()) + " [95%], and the test accuracy beside\n"
                + Tables.of(headers.stream().map(Printable::text).toList(), rows);
    }

    private static List<String> cell(JsonNode cell, Measure measure) {
        JsonNode test = cell.path("test");
        return List.of(
                measure.interval(cell.path("value")),
                test.isNull() ? "" : Tables.percent(test.path("mean").asDouble()));
    }
}
