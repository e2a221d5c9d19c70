package dev.stride.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity, of the whole net or of one part of it: of an auxiliary head, by the head's name, or of a stage. Ordered by
 * quantity, the whole before its parts.
 *
 * @param part a name of letters, digits and {@code . _ -}, at most 100 of them; empty for the whole
 */
public record Metric(Quantity quantity, String part) implements Comparable<Metric> {

    // Before the constants, whose names are checked by them.
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]{0,100}");
    private static final Pattern FORM = Pattern.compile("([A-Za-z._]+)(?:\\[([A-Za-z0-9._-]{1,100})])?");
    private static final Comparator<Metric> ORDER =
            Comparator.comparing(Metric::quantity).thenComparing(Metric::part);

    public static final Metric TRAIN_LOSS = new Metric(Quantity.TRAIN_LOSS);
    public static final Metric TRAIN_ACCURACY = new Metric(Quantity.TRAIN_ACCURACY);
    public static final Metric VALIDATION_LOSS = new Metric(Quantity.VALIDATION_LOSS);
    public static final Metric VALIDATION_ACCURACY = new Metric(Quantity.VALIDATION_ACCURACY);
    public static final Metric TEST_LOSS = new Metric(Quantity.TEST_LOSS);
    public static final Metric TEST_ACCURACY = new Metric(Quantity.TEST_ACCURACY);
    public static final Metric RATE = new Metric(Quantity.RATE);
    public static final Metric TEST_GAP = new Metric(Quantity.TEST_GAP);

    public Metric {
        if (!PART.matcher(part).matches()) {
            throw new IllegalArgumentException("'" + part + "' names no part of a net");
        }
    }

    private Metric(Quantity quantity) {
        this(quantity, "");
    }

    /** Those of the whole net, in their order. */
    public static List<Metric> whole() {
        return Arrays.stream(Quantity.values())
                .filter(quantity -> quantity != Quantity.GRADIENT_NORM)
                .map(Metric::new)
                .toList();
    }

    /** The same quantity of a part. */
    public Metric of(String part) {
        return new Metric(quantity, part);
    }

    public Quantity.Kind kind() {
        return quantity.kind();
    }

    /** Which way it is better. */
    public Goal goal() {
        return quantity.kind().goal();
    }

    /** For example {@code validation.accuracy}, or {@code validation.accuracy[aux1]}. */
    public String word() {
        return withPart(quantity.word());
    }

    /** The metric of a {@link #word}. */
    public static Optional<Metric> ofWord(String word) {
        Matcher form = FORM.matcher(word);
        return !form.matches()
                ? Optional.empty()
                : Arrays.stream(Quantity.values())
                        .filter(q -> q.word().equals(form.group(1)))
                        .findFirst()
                        .map(q ->
                                new Metric(q, Optional.ofNullable(form.group(2)).orElse("")));
    }

    /** As messages and events have it: {@code VALIDATION_ACCURACY}, or {@code VALIDATION_ACCURACY[aux1]}. */
    public String name() {
        return withPart(quantity.name());
    }

    /**
     * The metric of a {@link #name}.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Metric ofName(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + name + "' is no metric");
        }
        return new Metric(
                Quantity.valueOf(form.group(1)),
                Optional.ofNullable(form.group(2)).orElse(""));
    }

    private String withPart(String whole) {
        return part.isEmpty() ? whole : whole + "[" + part + "]";
    }

    @Override
    public int compareTo(Metric other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
