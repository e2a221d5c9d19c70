package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Answers with JSON, and with an ETag, so that what has not changed is not sent again. */
final class Responses {

    private Responses() {}

    static void json(RoutingContext context, Future<? extends JsonNode> answer) {
        answer.onSuccess(json -> json(context, 200, json)).onFailure(e -> Problems.send(context, e));
    }

    static void json(RoutingContext context, int status, JsonNode json) {
        String text = Json.write(json);
        if (status == 200) {
            String tag = "\"" + ContentDigest.of(text) + "\"";
            context.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
            if (tag.equals(context.request().getHeader("If-None-Match"))) {
                context.response().setStatusCode(304).end();
                return;
            }
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(text);
    }
}
