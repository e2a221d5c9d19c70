package dev.stride.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One point of a search space: the value of each active parameter by its path, such as {@code architecture = lenet-5}
 * and {@code architecture.lenet-5.activation = tanh}. What hangs on a choice is there only with it.
 */
public record Configuration(SortedMap<String, ParameterValue> values) {

    public Configuration {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Configuration of(Map<String, ParameterValue> values) {
        return new Configuration(new TreeMap<>(values));
    }

    public Optional<ParameterValue> get(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** The text at a path, as choices have. */
    public Optional<String> text(String path) {
        return get(path).map(Object::toString);
    }

    /** What stands directly under a path, as a module's parameters do: {@code rate} of {@code optimizer.sgd.rate}. */
    public ParameterValue.Fields under(String path) {
        String prefix = path + ".";
        var fields = new TreeMap<String, ParameterValue>();
        values.tailMap(prefix).forEach((key, value) -> {
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) {
                fields.put(key.substring(prefix.length()), value);
            }
        });
        return new ParameterValue.Fields(fields);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }
}
