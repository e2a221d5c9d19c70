package dev.stride.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A value of a parameter as it stands in an experiment file: a scalar, a list or a map. Immutable. */
public sealed interface ParameterValue {

    /** A piece of text. */
    record Text(String value) implements ParameterValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /** True or false. */
    record Flag(boolean value) implements ParameterValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** An integer. */
    record Whole(long value) implements ParameterValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A finite real number. */
    record Real(double value) implements ParameterValue {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a parameter must be a finite number, not " + value);
            }
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** A list of values. */
    record Items(List<ParameterValue> values) implements ParameterValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** Named values, ordered by name. */
    record Fields(SortedMap<String, ParameterValue> values) implements ParameterValue {
        public static final Fields NONE = new Fields(new TreeMap<>());

        public Fields {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        public static Fields of(Map<String, ParameterValue> values) {
            return new Fields(new TreeMap<>(values));
        }

        @Override
        public String toString() {
            return values.entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    static ParameterValue of(String value) {
        return new Text(value);
    }

    static ParameterValue of(boolean value) {
        return new Flag(value);
    }

    static ParameterValue of(long value) {
        return new Whole(value);
    }

    static ParameterValue of(double value) {
        return new Real(value);
    }
}
