package dev.stride.engine.comparison;

import dev.stride.model.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a cross table shows: the best of each row and whether it is clearly so, and where two columns change places. A
 * crossing is claimed only where one is clearly better in an earlier row and the other in a later one.
 */
final class CrossFindings {

    private final Objective objective;
    private final String parameter;
    private final List<String> rows;
    private final List<CrossTable.Cell> cells;

    private CrossFindings(Objective objective, String parameter, List<String> rows, List<CrossTable.Cell> cells) {
        this.objective = objective;
        this.parameter = parameter;
        this.rows = rows;
        this.cells = cells;
    }

    static List<String> of(Objective objective, String parameter, List<String> rows, List<CrossTable.Cell> cells) {
        var findings = new CrossFindings(objective, parameter, rows, cells);
        var sentences = new ArrayList<String>();
        rows.forEach(row -> findings.best(row).ifPresent(sentences::add));
        List<String> crossings = findings.crossings();
        sentences.addAll(crossings.isEmpty() && rows.size() > 1 ? List.of("No crossing is clear.") : crossings);
        return sentences;
    }

    private Optional<String> best(String row) {
        List<CrossTable.Cell> ranked = row(row).stream()
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
                + Finding.words(objective, best.group().validation());
        return Optional.of(
                equals.isEmpty()
                        ? beginning + ", clearly better than all others."
                        : beginning + "; no clear difference to " + equals + ".");
    }

    private List<String> crossings() {
        List<String> columns =
                cells.stream().map(CrossTable.Cell::column).distinct().toList();
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
        return objective
                .goal()
                .isBetter(a.group().validation().mean(), b.group().validation().mean());
    }

    private static boolean isClear(CrossTable.Cell a, CrossTable.Cell b) {
        return a.group().validation().isSeparateFrom(b.group().validation());
    }

    private List<CrossTable.Cell> row(String row) {
        return cells.stream().filter(cell -> cell.row().equals(row)).toList();
    }

    private Optional<CrossTable.Cell> cell(String row, String column) {
        return row(row).stream().filter(cell -> cell.column().equals(column)).findFirst();
    }
}
