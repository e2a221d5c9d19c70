package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an experiment would run, as a dry run answers it. */
record PreviewTable(JsonNode answer) {

    void print(PrintWriter out) {
        JsonNode data = answer.path("data");
        out.println("data    " + Printable.text(data.path("images").asText()) + ", "
                + data.path("classes").size() + " classes, "
                + data.path("train").asInt() + " to learn from, "
                + data.path("validation").asInt() + " to validate, "
                + data.path("test").asInt() + " to test");
        data.path("remarks").forEach(remark -> out.println("note    " + Printable.text(remark.asText())));
        out.println("trials  "
                + (answer.path("trials").isNull()
                        ? "until the budget ends"
                        : Tables.count(answer.path("trials").asLong())));
        out.println();
        out.println(Tables.of(List.of("net", "parameters", "multiplies"), networks()));
        out.println();
        Set<String> transfers = transfers();
        transfers.forEach(words -> out.println("transfer  " + Printable.text(words)));
        if (!transfers.isEmpty()) {
            out.println();
        }
        out.println(Tables.of(List.of("trial", "configuration", "seed"), first()));
        long more = answer.path("trials").asLong() - answer.path("first").size();
        if (more > 0) {
            out.println("and " + Tables.count(more) + " more");
        }
    }

    /** What the strategies do, where something is transferred. */
    private Set<String> transfers() {
        var transfers = new LinkedHashSet<String>();
        answer.path("networks").forEach(net -> {
            if (net.path("transfer").isTextual()) {
                transfers.add(net.path("transfer").asText());
            }
        });
        return transfers;
    }

    /** One row for nets that differ in how they start alone. */
    private List<List<String>> networks() {
        var rows = new LinkedHashSet<List<String>>();
        answer.path("networks")
                .forEach(net -> rows.add(List.of(
                        net.path("architecture").asText(),
                        Tables.count(net.path("parameters").asLong()),
                        Tables.count(net.path("multiplies").asLong()))));
        return List.copyOf(rows);
    }

    private List<List<String>> first() {
        var rows = new ArrayList<List<String>>();
        answer.path("first")
                .forEach(trial -> rows.add(List.of(
                        trial.path("number").asText(),
                        trial.path("label").asText(),
                        trial.path("configuration").path("seed").asText("-"))));
        return rows;
    }
}
