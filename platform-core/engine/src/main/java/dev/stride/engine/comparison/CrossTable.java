package dev.stride.engine.comparison;

import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlainText;
import dev.stride.model.PlatformException;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Completed trials by two parameters of the space, for example by how many images there are and by transfer strategy. What
 * else varies is tuned: each cell is the configuration with the best mean there. Trials that lack one of the two are in no
 * cell.
 *
 * @param rows the values of the first parameter, numbers in their order, other values as they came
 * @param columns the values of the second, likewise
 * @param cells row by row; where no trial was completed there is none
 * @param findings one sentence a row, then those about crossings
 */
public record CrossTable(
        Metric metric, List<String> rows, List<String> columns, List<Cell> cells, List<String> findings) {

    /** The best configuration of a row and a column. */
    public record Cell(String row, String column, Leaderboard.Group group) {}

    private static final int NAMED = 20;
    private static final int MOST_VALUES = 50;

    public CrossTable {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
        findings = List.copyOf(findings);
    }

    private record Key(String row, String column) {}

    /**
     * The table of these trials.
     *
     * @param row path of a parameter, for example {@code train-images}, or its last word where that is enough
     * @param column of another, for example {@code transfer}
     * @param configurations gives a trial's configuration
     * @throws PlatformException with {@code INVALID_REQUEST} where there are trials but none has both parameters, and
     *     where one of them has more than 50 values
     */
    public static CrossTable of(
            Yardstick yardstick,
            List<StoredTrial> trials,
            String row,
            String column,
            Function<StoredTrial, Configuration> configurations) {
        Map<Key, List<StoredTrial>> sorted = new LinkedHashMap<>();
        for (StoredTrial trial : trials) {
            Configuration configuration = configurations.apply(trial);
            value(configuration, row)
                    .flatMap(r -> value(configuration, column).map(c -> new Key(r, c)))
                    .ifPresent(key ->
                            sorted.computeIfAbsent(key, k -> new ArrayList<>()).add(trial));
        }
        if (sorted.isEmpty() && !trials.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "no trial has both a '" + PlainText.escaped(row) + "' and a '" + PlainText.escaped(column) + "'",
                    "name two of " + names(trials, configurations));
        }
        List<String> rows = ordered(sorted, Key::row);
        List<String> columns = ordered(sorted, Key::column);
        requireFew(row, rows);
        requireFew(column, columns);
        var cells = new ArrayList<Cell>();
        sorted.forEach((key, there) -> Leaderboard.of(yardstick, there).groups().stream()
                .findFirst()
                .ifPresent(group -> cells.add(new Cell(key.row(), key.column(), group))));
        cells.sort(Comparator.<Cell>comparingInt(cell -> rows.indexOf(cell.row()))
                .thenComparingInt(cell -> columns.indexOf(cell.column())));
        return new CrossTable(
                yardstick.metric(), rows, columns, cells, CrossFindings.of(yardstick.metric(), row, rows, cells));
    }

    /** A range has as many values as there are trials, and a table of each against each shows nothing. */
    private static void requireFew(String parameter, List<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "'" + PlainText.escaped(parameter) + "' has " + values.size() + " values; a table shows at most "
                            + MOST_VALUES,
                    "name a parameter that is a choice");
        }
    }

    private static String names(List<StoredTrial> trials, Function<StoredTrial, Configuration> configurations) {
        return trials.stream()
                .flatMap(trial -> configurations.apply(trial).values().keySet().stream())
                .distinct()
                .sorted()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> value(Configuration configuration, String path) {
        return configuration.get(path).or(() -> byLastWord(configuration, path)).map(Object::toString);
    }

    /** {@code depth} is {@code architecture.resnet.depth} where nothing else of a configuration has that name. */
    private static Optional<ParameterValue> byLastWord(Configuration configuration, String word) {
        List<ParameterValue> found = configuration.values().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("." + word))
                .map(Map.Entry::getValue)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<String> ordered(Map<Key, List<StoredTrial>> sorted, Function<Key, String> part) {
        Set<String> values = new LinkedHashSet<>();
        sorted.keySet().forEach(key -> values.add(part.apply(key)));
        return values.stream().allMatch(CrossTable::isNumber)
                ? values.stream()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : List.copyOf(values);
    }

    private static boolean isNumber(String value) {
        return value.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    }
}
