package dev.stride.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * One thing that the API does, as the OpenAPI document names it.
 *
 * @param path with parameters in braces, as in the document
 * @param query the names of its query parameters, see {@link Query#check}
 * @param handler answers, or throws a {@link dev.stride.model.PlatformException}
 */
record Operation(HttpMethod method, String path, List<String> query, Handler<RoutingContext> handler) {

    Operation {
        query = List.copyOf(query);
    }

    static Operation get(String path, Handler<RoutingContext> handler, String... query) {
        return new Operation(HttpMethod.GET, path, List.of(query), handler);
    }

    static Operation post(String path, Handler<RoutingContext> handler, String... query) {
        return new Operation(HttpMethod.POST, path, List.of(query), handler);
    }

    /** The path as the router writes it. */
    String route() {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    void handle(RoutingContext context) {
        try {
            Query.check(context, query);
            handler.handle(context);
        } catch (RuntimeException e) {
            Problems.send(context, e);
        }
    }
}
