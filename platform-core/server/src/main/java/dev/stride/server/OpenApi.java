package dev.stride.server;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The document of the API. */
final class OpenApi {

    private static final String DOCUMENT = read();

    private OpenApi() {}

    static String document() {
        return DOCUMENT;
    }

    static void send(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/json").end(DOCUMENT);
    }

    private static String read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
