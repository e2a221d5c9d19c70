package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

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
            var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
            return Json.MAPPER.valueToTree(new Load(settings).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
