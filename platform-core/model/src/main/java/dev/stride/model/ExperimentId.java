package dev.stride.model;

import java.util.regex.Pattern;

/** Names an experiment: a ULID in lower case, sortable by the time of creation. */
public record ExperimentId(String value) implements Comparable<ExperimentId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-hjkmnp-tv-z]{26}");

    public ExperimentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no experiment id; one has 26 letters and digits");
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(ExperimentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
