package dev.stride.model;

import java.util.HashSet;
import java.util.List;

/** The values that a parameter may take. */
public sealed interface ParameterDomain {

    /** How a range is cut: evenly, or evenly in the logarithm. */
    enum Scale {
        LINEAR,
        LOG
    }

    /** Real numbers in {@code [from, to]}. */
    record Real(double from, double to, Scale scale) implements ParameterDomain {
        public Real {
            if (!(Double.isFinite(from) && Double.isFinite(to) && from <= to)) {
                throw new IllegalArgumentException("a range needs finite from <= to, not " + from + " to " + to);
            }
            if (scale == Scale.LOG && from <= 0) {
                throw new IllegalArgumentException("a logarithmic range needs from > 0, not " + from);
            }
        }
    }

    /** Integers {@code from, from + step, ...} up to and including {@code to}. */
    record Whole(long from, long to, long step, Scale scale) implements ParameterDomain {
        public Whole {
            if (from > to) {
                throw new IllegalArgumentException("a range needs from <= to, not " + from + " to " + to);
            }
            if (step < 1) {
                throw new IllegalArgumentException("a step must be at least 1, not " + step);
            }
            if (scale == Scale.LOG && from < 1) {
                throw new IllegalArgumentException("a logarithmic range needs from >= 1, not " + from);
            }
        }

        public long count() {
            return Math.addExact(Math.subtractExact(to, from) / step, 1);
        }
    }

    /** Values without an order. */
    record Categorical(List<ParameterValue> values) implements ParameterDomain {
        public Categorical {
            values = distinct(values);
        }
    }

    /** Values in a meaningful order. */
    record Ordinal(List<ParameterValue> values) implements ParameterDomain {
        public Ordinal {
            values = distinct(values);
        }
    }

    /** One value. */
    record Fixed(ParameterValue value) implements ParameterDomain {}

    /** One of several named options, each with parameters of its own that exist only when it is taken. */
    record Choice(List<Option> options) implements ParameterDomain {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("a choice needs at least one option");
            }
            if (options.stream().map(Option::name).distinct().count() != options.size()) {
                throw new IllegalArgumentException("the options of a choice need different names");
            }
        }
    }

    /** An option of a {@link Choice}. */
    record Option(String name, SearchSpace space) {}

    private static List<ParameterValue> distinct(List<ParameterValue> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a list of values needs at least one");
        }
        if (new HashSet<>(values).size() != values.size()) {
            throw new IllegalArgumentException("the values of a list must differ, in " + values);
        }
        return List.copyOf(values);
    }
}
