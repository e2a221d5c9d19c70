package dev.stride.server;

import dev.stride.model.Nearest;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The query of a request, read strictly: a name or value that is not understood is refused, never passed over. */
final class Query {

    /** Ends a name that stands for all names that begin so. */
    static final String ANY = "*";

    private static final int LONGEST = 60;

    private Query() {}

    /**
     * Refuses names that the operation does not have.
     *
     * @param valid the names; one that ends with {@link #ANY} stands for all that begin so
     */
    static void check(RoutingContext context, List<String> valid) {
        for (String name : all(context).names()) {
            if (valid.stream().noneMatch(v -> matches(v, name))) {
                throw new HttpRefusal(
                        400,
                        "query",
                        "unknown query parameter '" + shortened(name) + "'",
                        valid.isEmpty()
                                ? "leave it out; there are none here"
                                : Nearest.to(name, valid)
                                                .map(nearest -> "did you mean '" + nearest + "'? ")
                                                .orElse("") + "valid here: " + String.join(", ", valid));
            }
        }
    }

    private static boolean matches(String valid, String name) {
        return valid.endsWith(ANY)
                ? name.length() >= valid.length() && name.startsWith(valid.substring(0, valid.length() - 1))
                : valid.equals(name);
    }

    static MultiMap all(RoutingContext context) {
        return context.queryParams();
    }

    /** The value of a name that may be given once. */
    static Optional<String> text(RoutingContext context, String name) {
        List<String> given = all(context).getAll(name);
        if (given.size() > 1) {
            throw wrong(name, "given " + given.size() + " times", "give it once");
        }
        return given.stream().findFirst();
    }

    /** False where it is absent. */
    static boolean flag(RoutingContext context, String name) {
        String text = text(context, name).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "'" + shortened(text) + "' is neither true nor false", "give true or false");
        };
    }

    /** An integer within bounds. */
    static long whole(RoutingContext context, String name, long from, long to, long otherwise) {
        Optional<String> text = text(context, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("-?\\d{1,18}")) {
            long value = Long.parseLong(text.get());
            if (value >= from && value <= to) {
                return value;
            }
        }
        throw wrong(
                name,
                "'" + shortened(text.get()) + "' is no integer from " + from + " to " + to,
                "for example " + name + "=" + otherwise);
    }

    static HttpRefusal wrong(String name, String message, String remedy) {
        return new HttpRefusal(400, "query." + name, message, remedy);
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
