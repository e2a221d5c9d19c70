package dev.stride.engine.comparison;

import dev.stride.model.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a cross table shows: the best of each row and whether it is clearly so, and where two columns change places. A
 * crossing is claimed only where one is clearly better in an earlier row and the other in a later one.
 */
final class CrossFindings {

    private final Metric metric;
    private final String parameter;
    private final List<String> rows;
    private final Map<String, Map<String, CrossTable.Cell>> cells = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();

    private CrossFindings(Metric metric, String parameter, List<String> rows, List<CrossTable.Cell> cells) {
        this.metric = metric;
        this.parameter = parameter;
        this.rows = rows;
        for (CrossTable.Cell cell : cells) {
            this.cells.computeIfAbsent(cell.row(), row -> new LinkedHashMap<>()).put(cell.column(), cell);
            columns.add(cell.column());
        }
    }

    static List<String> of(Metric metric, String parameter, List<String> rows, List<CrossTable.Cell> cells) {
        var findings = new CrossFindings(metric, parameter, rows, cells);
        var sentences = new ArrayList<String>();
        rows.forEach(row -> findings.best(row).ifPresent(sentences::add));
        List<String> crossings = findings.crossings();
        sentences.addAll(crossings.isEmpty() && rows.size() > 1 ? List.of("No crossing is clear.") : crossings);
        return sentences;
    }

    private Optional<String> best(String row) {
        List<CrossTable.Cell> ranked = row(row).values().stream()
                .sorted((a, b) -> isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0)
                .toList();
        if (ranked.size() < 2) {
            return Optional.empty();
        }
        CrossTable.Cell best = ranked.get(0);
        String equals = ranked.stream()
                .skip(1)
                .filter(cell -> !isClear(best, cell))
                .map(CrossTable.Cell::column)
                .collect(Collectors.joining(", "));
        String beginning = "At " + parameter + " " + row + " " + best.column() + " has the best mean, "
                + Finding.words(metric, best.group().value());
        return Optional.of(
                equals.isEmpty()
                        ? beginning + ", clearly better than all others."
                        : beginning + "; no clear difference to " + equals + ".");
    }

    private List<String> crossings() {
        var sentences = new ArrayList<String>();
        for (String a : columns) {
            for (String b : columns) {
                crossing(a, b).ifPresent(sentences::add);
            }
        }
        return sentences;
    }

    /** From {@code a}, which is clearly better first, to {@code b}, which clearly is later. */
    private Optional<String> crossing(String a, String b) {
        Optional<String> last = Optional.empty();
        for (String row : rows) {
            Optional<CrossTable.Cell> first = cell(row, a);
            Optional<CrossTable.Cell> second = cell(row, b);
            if (first.isEmpty() || second.isEmpty() || !isClear(first.get(), second.get())) {
                continue;
            }
            if (isBetter(first.get(), second.get())) {
                last = Optional.of(row);
            } else if (last.isPresent()) {
                return Optional.of(a + " and " + b + " cross: " + "at " + parameter + " " + last.get()
                        + " the former is clearly better, at " + row + " the latter.");
            }
        }
        return Optional.empty();
    }

    private boolean isBetter(CrossTable.Cell a, CrossTable.Cell b) {
        return metric.goal()
                .isBetter(a.group().value().mean(), b.group().value().mean());
    }

    private static boolean isClear(CrossTable.Cell a, CrossTable.Cell b) {
        return a.group().value().isSeparateFrom(b.group().value());
    }

    private Map<String, CrossTable.Cell> row(String row) {
        return cells.getOrDefault(row, Map.of());
    }

    private Optional<CrossTable.Cell> cell(String row, String column) {
        return Optional.ofNullable(row(row).get(column));
    }
}
