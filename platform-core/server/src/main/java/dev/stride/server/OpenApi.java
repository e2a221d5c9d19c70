package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.server.file.YamlDocument;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document of the API: written as YAML, served as JSON. */
final class OpenApi {

    private static final JsonNode DOCUMENT = read();

    private OpenApi() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    static void send(RoutingContext context) {
        Responses.json(context, 200, DOCUMENT);
    }

    private static JsonNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing");
            }
            return Json.MAPPER.valueToTree(YamlDocument.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
