package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How values are written in the API's JSON: what is not known is null, times are ISO-8601, texts hide nothing. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final ObjectWriter WRITER = MAPPER.writer(new HiddenCharacters());

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An object with the items of one page, and where the next begins. */
    static ObjectNode page(ArrayNode items, Optional<String> next) {
        ObjectNode json = object();
        json.set("items", items);
        return json.put("next", next.orElse(null));
    }

    /** The text of an answer, in one line. */
    static String write(JsonNode json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parsed(String json) {
        try {
            return json.isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(value -> array.add(PlainText.escaped(value)));
    }

    /** A text that may quote anybody. */
    static void text(ObjectNode json, String name, String value) {
        json.put(name, PlainText.escaped(value));
    }

    static void text(ObjectNode json, String name, Optional<String> value) {
        json.put(name, value.map(PlainText::escaped).orElse(null));
    }

    static void number(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }

    static void time(ObjectNode json, String name, OptionalLong millis) {
        if (millis.isPresent()) {
            json.put(name, Instant.ofEpochMilli(millis.getAsLong()).toString());
        } else {
            json.putNull(name);
        }
    }
}
