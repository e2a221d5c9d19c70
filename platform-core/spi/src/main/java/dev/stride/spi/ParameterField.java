package dev.stride.spi;

import dev.stride.model.ParameterValue;
import java.util.List;
import java.util.Optional;

/**
 * One parameter of a module, as its record declares it.
 *
 * @param name in kebab case, as experiment files have it
 * @param type what a value looks like
 * @param about one sentence
 * @param otherwise the value when none is given, as text
 * @param required whether one must be given
 * @param min the least number, included
 * @param max the largest number, included
 * @param choices the words to choose from; empty where any will do
 * @param fields of a nested map; empty otherwise
 */
public record ParameterField(
        String name,
        Type type,
        boolean list,
        String about,
        Optional<ParameterValue> otherwise,
        boolean required,
        double min,
        double max,
        List<String> choices,
        List<ParameterField> fields) {

    /** What a value looks like. */
    public enum Type {
        INTEGER,
        NUMBER,
        FLAG,
        TEXT,
        MAP
    }

    public ParameterField {
        choices = List.copyOf(choices);
        fields = List.copyOf(fields);
    }

    /** What is expected, for messages: for example {@code an integer from 1 to 10}. */
    public String expected() {
        return (list ? "a list, each " : "") + one();
    }

    private String one() {
        return switch (type) {
            case INTEGER -> "an integer" + bounds(true);
            case NUMBER -> "a number" + bounds(false);
            case FLAG -> "true or false";
            case TEXT -> choices.isEmpty() ? "a text" : "one of " + String.join(", ", choices);
            case MAP ->
                "a map of "
                        + String.join(
                                ", ", fields.stream().map(ParameterField::name).toList());
        };
    }

    private String bounds(boolean whole) {
        boolean below = Double.isFinite(min);
        boolean above = Double.isFinite(max);
        if (below && above) {
            return " from " + number(min, whole) + " to " + number(max, whole);
        }
        return below ? " of at least " + number(min, whole) : above ? " of at most " + number(max, whole) : "";
    }

    private static String number(double value, boolean whole) {
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
