package dev.stride.server.file;

import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a parameter may be: a scalar is fixed, a list is a choice, a map with {@code from} and {@code to} is a
 * range, and any other map is one value.
 */
final class DomainReader {

    private static final Set<String> RANGE = Set.of("from", "to", "scale", "step");

    private final ProblemLog log;

    DomainReader(ProblemLog log) {
        this.log = log;
    }

    /** The domain; empty where a problem was found. */
    Optional<ParameterDomain> read(YamlValue value, String path) {
        if (value instanceof YamlValue.Items items) {
            return list(items, path);
        }
        if (value instanceof YamlValue.Fields map
                && (map.fields().containsKey("from") || map.fields().containsKey("to"))) {
            return range(map, path);
        }
        if (value instanceof YamlValue.Nothing) {
            log.add(value.place(), path, "no value is given", "give one, or leave the line out");
            return Optional.empty();
        }
        return Optional.of(new ParameterDomain.Fixed(value.plain()));
    }

    private Optional<ParameterDomain> list(YamlValue.Items items, String path) {
        if (items.values().isEmpty()) {
            log.add(items.place(), path, "the list is empty", "give at least one value");
            return Optional.empty();
        }
        List<ParameterValue> values = new ArrayList<>();
        var seen = new HashSet<ParameterValue>();
        for (YamlValue item : items.values()) {
            if (!seen.add(item.plain())) {
                log.add(
                        item.place(),
                        path,
                        "the value " + item.kind() + " stands in the list twice",
                        "keep one of them");
                return Optional.empty();
            }
            values.add(item.plain());
        }
        return Optional.of(
                values.size() == 1
                        ? new ParameterDomain.Fixed(values.get(0))
                        : new ParameterDomain.Categorical(values));
    }

    private Optional<ParameterDomain> range(YamlValue.Fields map, String path) {
        Section section = Section.of(map, path, RANGE, log);
        Optional<ParameterValue> from = bound(section, "from");
        Optional<ParameterValue> to = bound(section, "to");
        Optional<ParameterDomain.Scale> scale = scale(section);
        if (from.isEmpty() || to.isEmpty() || scale.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(domain(section, from.get(), to.get(), scale.get()));
        } catch (IllegalArgumentException e) {
            log.add(map.place(), path, String.valueOf(e.getMessage()), "for example {from: 0.01, to: 0.5, scale: log}");
            return Optional.empty();
        }
    }

    private ParameterDomain domain(
            Section section, ParameterValue from, ParameterValue to, ParameterDomain.Scale scale) {
        if (from instanceof ParameterValue.Whole low && to instanceof ParameterValue.Whole high) {
            long step = section.whole("step", 1, Long.MAX_VALUE / 2, 1);
            return new ParameterDomain.Whole(low.value(), high.value(), step, scale);
        }
        if (section.get("step").isPresent()) {
            throw new IllegalArgumentException("a step needs integers as from and to");
        }
        return new ParameterDomain.Real(number(from), number(to), scale);
    }

    private Optional<ParameterValue> bound(Section section, String name) {
        Optional<YamlValue> value = section.get(name);
        if (value.isEmpty()) {
            section.missing(name, "a range needs from and to");
            return Optional.empty();
        }
        if (value.get() instanceof YamlValue.Scalar scalar
                && (scalar.value() instanceof ParameterValue.Whole || scalar.value() instanceof ParameterValue.Real)) {
            return Optional.of(scalar.value());
        }
        section.wrong(name, "a number", "for example '" + name + ": 0.1'");
        return Optional.empty();
    }

    private Optional<ParameterDomain.Scale> scale(Section section) {
        return switch (section.text("scale", "linear")) {
            case "linear" -> Optional.of(ParameterDomain.Scale.LINEAR);
            case "log" -> Optional.of(ParameterDomain.Scale.LOG);
            default -> {
                section.wrong("scale", "'linear' or 'log'", "leave it out for linear");
                yield Optional.empty();
            }
        };
    }

    private static double number(ParameterValue value) {
        if (value instanceof ParameterValue.Whole whole) {
            return whole.value();
        }
        return ((ParameterValue.Real) value).value();
    }
}
