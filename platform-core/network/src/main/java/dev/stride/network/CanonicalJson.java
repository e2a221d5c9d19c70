package dev.stride.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * A net as JSON text of which there is only one: fields in the order of the records, no white space, numbers in Java's
 * shortest form. Its SHA-256 names the net.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The text of a net. */
    public static String of(Network network) {
        return value(network);
    }

    static String hash(Network network) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(of(network).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static String value(Object value) {
        if (value instanceof String || value instanceof Enum<?>) {
            return quoted(value.toString());
        }
        if (value instanceof List<?> list) {
            var items = new StringJoiner(",", "[", "]");
            list.forEach(item -> items.add(value(item)));
            return items.toString();
        }
        return value instanceof Record fields ? object(fields) : value.toString();
    }

    private static String object(Record fields) {
        var object = new StringJoiner(",", "{", "}");
        if (fields instanceof Layer || fields instanceof TensorShape) {
            object.add("\"type\":" + quoted(fields.getClass().getSimpleName()));
        }
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            object.add(quoted(component.getName()) + ":" + value(read(fields, component)));
        }
        return object.toString();
    }

    static Object read(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("the records of a net are public", e);
        }
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
