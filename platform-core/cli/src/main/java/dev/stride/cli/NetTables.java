package dev.stride.cli;

import dev.stride.network.LayerDifference;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Nets as tables for people. */
final class NetTables {

    private static final double MIB = 1 << 20;
    private static final int LISTED = 12;

    private NetTables() {}

    /** One net, layer by layer, and its sums. */
    static String inspected(Network network, int batch) {
        NetworkTable table = NetworkTable.of(network);
        var rows = new ArrayList<List<String>>();
        table.rows()
                .forEach(row -> rows.add(List.of(
                        row.stage(),
                        row.name(),
                        row.kind(),
                        row.output().toString(),
                        Tables.count(row.parameters()),
                        Tables.count(row.multiplies()),
                        Tables.count(row.activationBytes()))));
        rows.add(List.of(
                "total",
                "",
                "",
                "",
                Tables.count(table.totals().parameters()),
                Tables.count(table.totals().multiplies()),
                Tables.count(table.totals().activationBytes())));
        return table.network() + "\n"
                + Tables.of(List.of("stage", "layer", "kind", "output", "parameters", "multiplies", "bytes"), rows)
                + "\n\n" + sums(network, table, batch);
    }

    private static String sums(Network network, NetworkTable table, int batch) {
        String counts = counts(table.exported());
        if (!table.exported().equals(table.totals())) {
            counts = counts + " exported; " + counts(table.totals()) + " in training, with the auxiliary heads";
        }
        return String.format(
                Locale.ROOT,
                "%s%n%d layers with weights one behind the other; training with batches of %d takes at least %s",
                counts,
                network.depth(),
                batch,
                mebibytes(table, batch));
    }

    private static String counts(NetworkTable.Totals totals) {
        return Tables.count(totals.parameters()) + " parameters, " + Tables.count(totals.multiplies()) + " multiplies";
    }

    private static String mebibytes(NetworkTable table, int batch) {
        return String.format(Locale.ROOT, "%,.1f MiB", table.totals().trainingBytes(batch) / MIB);
    }

    /**
     * A net under the name that it is called by.
     *
     * @param table of the network
     */
    record Named(String name, Network network, NetworkTable table) {

        Named(String name, Network network) {
            this(name, network, NetworkTable.of(network));
        }
    }

    /** Nets beside each other, at least two. */
    static String compared(List<Named> nets, int batch) {
        return wholes(nets, batch) + "\n\n" + stages(nets)
                + (nets.size() == 2 ? "\n\n" + differences(nets.get(0), nets.get(1)) : "");
    }

    private static String wholes(List<Named> nets, int batch) {
        return Tables.of(
                List.of(
                        "net",
                        "images",
                        "classes",
                        "depth",
                        "parameters",
                        "multiplies",
                        "parameters in training",
                        "memory at batch " + batch),
                nets.stream().map(net -> whole(net, batch)).toList());
    }

    private static List<String> whole(Named net, int batch) {
        return List.of(
                net.name(),
                net.network().input().shape().toString(),
                Tables.count(net.network().classes()),
                Tables.count(net.network().depth()),
                Tables.count(net.table().exported().parameters()),
                Tables.count(net.table().exported().multiplies()),
                Tables.count(net.table().totals().parameters()),
                mebibytes(net.table(), batch));
    }

    /** A row for each stage that one of them has: what it gives, its parameters and multiplies in each net. */
    private static String stages(List<Named> nets) {
        var headers = new ArrayList<>(List.of("stage"));
        var columns = new ArrayList<Map<String, NetworkTable.Stage>>();
        for (Named net : nets) {
            headers.addAll(List.of(net.name(), "parameters", "multiplies"));
            var column = new LinkedHashMap<String, NetworkTable.Stage>();
            net.table().stages().forEach(stage -> column.put(stage.name(), stage));
            columns.add(column);
        }
        var rows = new ArrayList<List<String>>();
        for (String name : merged(columns)) {
            var row = new ArrayList<>(List.of(name));
            columns.forEach(column -> row.addAll(cells(column, name)));
            rows.add(row);
        }
        return Tables.of(headers, rows);
    }

    /** The stages of all nets: one that only a later net has stands behind the one that it follows there. */
    private static List<String> merged(List<Map<String, NetworkTable.Stage>> columns) {
        var names = new ArrayList<String>();
        for (Map<String, NetworkTable.Stage> column : columns) {
            int next = 0;
            for (String name : column.keySet()) {
                int known = names.indexOf(name);
                if (known < 0) {
                    names.add(next, name);
                }
                next = (known < 0 ? next : known) + 1;
            }
        }
        return names;
    }

    private static List<String> cells(Map<String, NetworkTable.Stage> column, String name) {
        NetworkTable.Stage stage = column.get(name);
        return stage == null
                ? List.of("", "", "")
                : List.of(
                        stage.output().toString(),
                        Tables.count(stage.totals().parameters()),
                        Tables.count(stage.totals().multiplies()));
    }

    private static String differences(Named first, Named second) {
        List<String> differences = differences(first.network(), second.network());
        if (differences.isEmpty()) {
            return "The layers are the same.";
        }
        return "In " + first.name() + ":\n  "
                + String.join("\n  ", differences.subList(0, Math.min(LISTED, differences.size())))
                + (differences.size() > LISTED ? "\n  and " + (differences.size() - LISTED) + " more" : "");
    }

    private static List<String> differences(Network first, Network second) {
        Set<String> there = names(second);
        var differences = new ArrayList<String>();
        LayerDifference.between(first, second, there).forEach(difference -> differences.add(difference.toString()));
        names(first).stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> differences.add(name + " is more than " + second.name() + " has"));
        return differences;
    }

    private static Set<String> names(Network network) {
        return network.nodes().stream().map(Node::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
