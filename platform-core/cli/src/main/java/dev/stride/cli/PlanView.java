package dev.stride.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.network.NetworkTable;
import dev.stride.spi.TransferPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a transfer strategy does with each layer of a net, for people and for programs. */
record PlanView(String strategy, TransferPlan plan, NetworkTable table) {

    private static final MathContext DIGITS = new MathContext(3);

    static PlanView of(String strategy, TransferPlan plan) {
        return new PlanView(strategy, plan, NetworkTable.of(plan.network()));
    }

    /** A row for each layer, the sums, and the strategy's reason. */
    String text() {
        var rows = new ArrayList<List<String>>();
        table.rows().forEach(row -> rows.add(cells(row)));
        return table.network() + "\n"
                + Tables.of(List.of("stage", "layer", "kind", "output", "parameters", "starts", "trains", "rate"), rows)
                + "\n\n" + sums() + "\n" + strategy + ": " + plan.reason();
    }

    private List<String> cells(NetworkTable.Row row) {
        boolean weighted = row.parameters() > 0;
        return List.of(
                row.stage(),
                row.name(),
                row.kind(),
                row.output().toString(),
                Tables.count(row.parameters()),
                weighted ? start(row) : "",
                weighted ? training(row) : "",
                weighted && !isFrozen(row) ? rate(row).toPlainString() : "");
    }

    private String sums() {
        String later = trainedAtFirst() == trained()
                ? ""
                : ", " + Tables.count(trainedAtFirst()) + " of them from the first epoch on";
        return Tables.count(trained()) + " of " + Tables.count(table.totals().parameters()) + " parameters train"
                + later + "; " + Tables.count(frozen()) + " are frozen";
    }

    /** The same as an object: {@code rate} and {@code firstEpoch} are null for a layer that never trains. */
    void write(ObjectNode json) {
        json.put("strategy", strategy)
                .put("reason", plan.reason())
                .put("trained", trained())
                .put("trainedAtFirst", trainedAtFirst())
                .put("frozen", frozen());
        ArrayNode layers = json.putArray("layers");
        table.rows().stream().filter(row -> row.parameters() > 0).forEach(row -> write(row, layers.addObject()));
    }

    private void write(NetworkTable.Row row, ObjectNode json) {
        json.put("name", row.name()).put("starts", start(row)).put("frozen", isFrozen(row));
        if (isFrozen(row)) {
            json.putNull("firstEpoch").putNull("rate");
        } else {
            json.put("firstEpoch", firstEpoch(row)).put("rate", rate(row));
        }
    }

    private String start(NetworkTable.Row row) {
        return plan.loaded().contains(row.name()) ? "as the source" : "anew";
    }

    private String training(NetworkTable.Row row) {
        if (isFrozen(row)) {
            return "frozen";
        }
        return firstEpoch(row) > 1 ? "from epoch " + firstEpoch(row) : "yes";
    }

    private boolean isFrozen(NetworkTable.Row row) {
        return plan.frozen().contains(row.name());
    }

    private int firstEpoch(NetworkTable.Row row) {
        return plan.firstEpochs().getOrDefault(row.name(), 1);
    }

    private BigDecimal rate(NetworkTable.Row row) {
        BigDecimal rounded =
                BigDecimal.valueOf(plan.rates().getOrDefault(row.name(), 1.0)).round(DIGITS);
        return rounded.stripTrailingZeros();
    }

    private long trained() {
        return parameters(row -> !isFrozen(row));
    }

    private long trainedAtFirst() {
        return parameters(row -> !isFrozen(row) && firstEpoch(row) == 1);
    }

    private long frozen() {
        return parameters(this::isFrozen);
    }

    private long parameters(Predicate<NetworkTable.Row> which) {
        return table.rows().stream()
                .filter(which)
                .mapToLong(NetworkTable.Row::parameters)
                .sum();
    }
}
