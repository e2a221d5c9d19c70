package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** JSON of the API as tables for people. */
final class Tables {

    /** A number, alone or with its unit or interval; or nothing. */
    private static final String NUMBER = "([-+]?\\d[\\d.,]*%?( \\[.*])?)?";

    private Tables() {}

    static String of(List<String> headers, List<List<String>> rows) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < headers.size(); i++) {
            int index = i;
            boolean numbers = rows.stream().allMatch(r -> r.get(index).matches(NUMBER));
            columns.add(new Column()
                    .header(headers.get(i))
                    .headerAlign(numbers ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .dataAlign(numbers ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(Integer.MAX_VALUE));
        }
        String[][] data = rows.stream()
                .map(r -> r.stream().map(Printable::text).toArray(String[]::new))
                .toArray(String[][]::new);
        return AsciiTable.getTable(
                        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER,
                        columns.toArray(Column[]::new),
                        data)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    static String leaderboard(JsonNode board) {
        var rows = new ArrayList<List<String>>();
        Measure measure = Measure.compared(board);
        for (JsonNode group : board.path("groups")) {
            rows.add(List.of(
                    group.path("rank").asText(),
                    group.path("label").asText(),
                    measure.interval(group.path("value")),
                    group.path("test").isNull()
                            ? ""
                            : percent(group.path("test").path("mean").asDouble()),
                    count(group.path("parameters").asLong()),
                    count(group.path("multiplies").asLong()),
                    seconds(group.path("seconds").asDouble()),
                    group.path("n").asText(),
                    difference(group)));
        }
        return of(
                List.of(
                        "rank",
                        "configuration",
                        measure.word() + " [95%]",
                        "test",
                        "parameters",
                        "multiplies",
                        "seconds",
                        "seeds",
                        "to the best"),
                rows);
    }

    private static String difference(JsonNode group) {
        String difference = group.path("difference").asText();
        return difference.equals("best") ? "" : difference;
    }

    /** @param measure of the experiment's objective */
    static String trials(Iterable<JsonNode> trials, Measure measure) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode t : trials) {
            rows.add(List.of(
                    t.path("number").asText(),
                    t.path("label").asText(),
                    t.path("configuration").path("seed").asText("-"),
                    t.path("state").asText(),
                    t.path("epochsDone").asText() + "/" + t.path("epochs").asText(),
                    t.path("objective").isNull()
                            ? ""
                            : measure.text(t.path("objective").path("value").asDouble()),
                    t.path("testAccuracy").isNull()
                            ? ""
                            : percent(t.path("testAccuracy").asDouble()),
                    t.path("attempt").asText(),
                    seconds(t.path("seconds").asDouble())));
        }
        return of(
                List.of(
                        "trial",
                        "configuration",
                        "seed",
                        "state",
                        "epochs",
                        measure.word(),
                        "test",
                        "attempt",
                        "seconds"),
                rows);
    }

    static String experiments(JsonNode experiments) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode e : experiments.path("items")) {
            rows.add(List.of(
                    e.path("id").asText(),
                    e.path("name").asText(),
                    e.path("trouble").asText("").isEmpty() ? e.path("state").asText() : "does not go on",
                    e.path("dataset").asText(""),
                    e.path("trials").path("completed").asText() + "/"
                            + e.path("trials").path("total").asText(),
                    e.path("best").isNull()
                            ? ""
                            : Measure.of(e).text(e.path("best").path("value").asDouble()),
                    e.path("createdAt").asText()));
        }
        return of(List.of("experiment", "name", "state", "data", "completed", "best", "created"), rows);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * fraction);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
