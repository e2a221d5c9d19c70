package dev.stride.server.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an override goes: names with dots between. A name that has dots itself is found where it is known, and of the
 * names that are known the longest; any other one is written in quotes, as in {@code a.'b.c'.d}. Immutable.
 *
 * @param text as it was written
 */
record OverridePath(String text, List<Part> parts) {

    private static final Pattern PART = Pattern.compile("'([^']*)'(?=[.=])|\"([^\"]*)\"(?=[.=])|([^.=]*)");

    /** What stands between two dots, or in quotes. */
    record Part(String text, boolean isQuoted) {

        private static Part of(Matcher match) {
            Optional<String> quoted = Optional.ofNullable(match.group(1)).or(() -> Optional.ofNullable(match.group(2)));
            return quoted.map(name -> new Part(name, true)).orElseGet(() -> new Part(match.group(), false));
        }
    }

    OverridePath {
        parts = List.copyOf(parts);
    }

    /** The path before the first {@code =} that is in no quotes; empty where there is none. */
    static Optional<OverridePath> before(String override) {
        var parts = new ArrayList<Part>();
        Matcher match = PART.matcher(override);
        int at = 0;
        while (match.find(at) && match.end() < override.length()) {
            parts.add(Part.of(match));
            if (override.charAt(match.end()) == '=') {
                return Optional.of(new OverridePath(override.substring(0, match.end()), parts));
            }
            at = match.end() + 1;
        }
        return Optional.empty();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    boolean hasEmptyName() {
        return parts.stream().anyMatch(part -> part.text().isBlank());
    }

    /** How many parts the first name takes. */
    int first(Collection<String> known) {
        for (int length = parts.size(); length > 1; length--) {
            if (parts.stream().limit(length).noneMatch(Part::isQuoted) && known.contains(name(length))) {
                return length;
            }
        }
        return 1;
    }

    /** The name that a number of parts make. */
    String name(int length) {
        return parts.stream().limit(length).map(Part::text).collect(Collectors.joining("."));
    }

    /** The path behind a number of parts. */
    OverridePath after(int length) {
        return new OverridePath(text, parts.subList(length, parts.size()));
    }
}
