package dev.stride.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stride.server.file.YamlText;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a submission: YAML or JSON, in UTF-8.
 *
 * @param isJson whether it is called JSON
 * @param content null where there is none
 */
record RequestBody(boolean isJson, @Nullable Buffer content) {

    private static final Set<String> JSON = Set.of("application/json");
    private static final Set<String> YAML =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    /**
     * The body as it came, unread.
     *
     * @throws HttpRefusal with 415 where it is of another type
     */
    static RequestBody of(RoutingContext context) {
        String type = type(context.request().getHeader("Content-Type"));
        return new RequestBody(JSON.contains(type), context.body().buffer());
    }

    /** Tells it from others, unread. */
    String digest() {
        return ContentDigest.of(content == null ? new byte[0] : content.getBytes());
    }

    /**
     * Its text; empty where there is no body. Takes time for a long one.
     *
     * @throws HttpRefusal with 400 where it is called JSON and is none
     * @throws dev.stride.server.file.FileProblems where it is not UTF-8
     */
    String text() {
        String text = content == null ? "" : YamlText.decode(content.getBytes());
        if (isJson) {
            checkJson(text);
        }
        return text;
    }

    private static String type(@Nullable String header) {
        if (header == null) {
            return "application/yaml";
        }
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        if (!JSON.contains(type) && !YAML.contains(type)) {
            throw unsupported("'" + Query.shortened(type) + "' is no type of an experiment file");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw unsupported("'" + Query.shortened(parameter) + "' is another encoding than UTF-8");
            }
        }
        return type;
    }

    private static HttpRefusal unsupported(String message) {
        return new HttpRefusal(
                415, "header.Content-Type", message, "send application/yaml or application/json, in UTF-8");
    }

    private static void checkJson(String text) {
        try {
            Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new HttpRefusal(
                    400,
                    "body",
                    "the body is not JSON" + place + ": " + Query.shortened(e.getOriginalMessage()),
                    "mend it there, or send it as application/yaml");
        }
    }
}
