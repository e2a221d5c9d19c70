package dev.stride.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name nearest to one that is not, for error messages. */
public final class Nearest {

    /** Nobody mistypes more, and the comparison of long texts takes long. */
    private static final int MOST_LETTERS = 64;

    private Nearest() {}

    /** The candidate with the smallest edit distance, when it is near enough to have been meant. */
    public static Optional<String> to(String wrong, Collection<String> candidates) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(Comparator.comparingInt((String c) -> distance(lower, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(c -> distance(lower, c.toLowerCase(Locale.ROOT)) <= Math.max(2, wrong.length() / 3));
    }

    /** A remedy that names the nearest candidate, or lists all where none is near. */
    public static String remedy(String wrong, Collection<String> candidates) {
        return to(wrong, candidates)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> "use one of "
                        + String.join(", ", candidates.stream().sorted().toList()));
    }

    private static int distance(String a, String b) {
        if (Math.max(a.length(), b.length()) > MOST_LETTERS) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
