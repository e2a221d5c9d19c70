package dev.stride.server.file;

import dev.stride.model.ParameterValue;
import java.util.Collection;
import java.util.Optional;

/**
 * One map of the file, read field by field. What is wrong goes into the log and reads as the default, so that one
 * reading finds every problem.
 */
final class Section {

    private final YamlValue.Fields fields;
    private final String path;
    private final ProblemLog log;

    private Section(YamlValue.Fields fields, String path, ProblemLog log) {
        this.fields = fields;
        this.path = path;
        this.log = log;
    }

    /** The section at a path; an empty one where the value is no map, which is a problem. */
    static Section of(YamlValue value, String path, Collection<String> names, ProblemLog log) {
        if (value instanceof YamlValue.Fields map) {
            map.fields().forEach((name, field) -> {
                if (!names.contains(name)) {
                    log.unknown(field.place(), join(path, name), "name", name, names);
                }
            });
            return new Section(map, path, log);
        }
        if (!(value instanceof YamlValue.Nothing)) {
            log.add(
                    value.place(),
                    path,
                    "expected a map of " + String.join(", ", names) + ", not " + value.kind(),
                    "write each on a line of its own, as 'name: value'");
        }
        return new Section(YamlValue.Fields.empty(value.place()), path, log);
    }

    static String join(String path, String name) {
        String plain = Quoted.text(name);
        return path.isEmpty() ? plain : path + "." + plain;
    }

    String path(String name) {
        return join(path, name);
    }

    Place place() {
        return fields.place();
    }

    Place place(String name) {
        return get(name).map(YamlValue::place).orElse(fields.place());
    }

    ProblemLog log() {
        return log;
    }

    Optional<YamlValue> get(String name) {
        return Optional.ofNullable(fields.fields().get(name)).map(YamlValue.Field::value);
    }

    Section section(String name, Collection<String> names) {
        return of(get(name).orElse(new YamlValue.Nothing(fields.place())), path(name), names, log);
    }

    void missing(String name, String remedy) {
        log.add(fields.place(), path(name), "'" + name + "' is missing", remedy);
    }

    void wrong(String name, String expected, String remedy) {
        YamlValue value = get(name).orElse(new YamlValue.Nothing(fields.place()));
        log.add(value.place(), path(name), "expected " + expected + ", not " + value.kind(), remedy);
    }

    String text(String name, String otherwise) {
        Optional<YamlValue> value = get(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof YamlValue.Scalar scalar) {
            return scalar.value().toString();
        }
        wrong(name, "a text", "write '" + name + ": text'");
        return otherwise;
    }

    long whole(String name, long from, long to, long otherwise) {
        Optional<YamlValue> value = get(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof YamlValue.Scalar scalar
                && scalar.value() instanceof ParameterValue.Whole whole
                && whole.value() >= from
                && whole.value() <= to) {
            return whole.value();
        }
        wrong(name, "an integer from " + from + " to " + to, "for example '" + name + ": " + otherwise + "'");
        return otherwise;
    }

    double real(String name, double from, double to, double otherwise) {
        Optional<YamlValue> value = get(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof YamlValue.Scalar scalar) {
            double number = number(scalar.value());
            if (number >= from && number <= to) {
                return number;
            }
        }
        wrong(name, "a number from " + from + " to " + to, "for example '" + name + ": " + otherwise + "'");
        return otherwise;
    }

    private static double number(ParameterValue value) {
        if (value instanceof ParameterValue.Whole whole) {
            return whole.value();
        }
        return value instanceof ParameterValue.Real real ? real.value() : Double.NaN;
    }
}
