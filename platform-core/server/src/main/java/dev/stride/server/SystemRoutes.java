package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.metrics.PlatformMeters;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The state of the server itself: workers, meters, health, documents. */
final class SystemRoutes {

    private final Experiments experiments;
    private final PlatformMeters meters;
    private final String schema;

    /** @param schema of experiment files, in JSON */
    SystemRoutes(Experiments experiments, PlatformMeters meters, String schema) {
        this.experiments = experiments;
        this.meters = meters;
        this.schema = schema;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/api/v1/workers", this::workers),
                Operation.get("/metrics", this::metrics),
                Operation.get("/health/live", context -> text(context, "live\n")),
                Operation.get("/health/ready", this::ready),
                Operation.get(
                        "/schemas/experiment.schema.json",
                        context -> context.response()
                                .putHeader("Content-Type", "application/schema+json")
                                .end(schema)),
                Operation.get("/openapi.json", OpenApi::send));
    }

    private void workers(RoutingContext context) {
        Responses.json(context, experiments.workers().map(workers -> {
            ObjectNode json = Json.object();
            ArrayNode items = json.putArray("items");
            workers.forEach(w -> items.add(ModuleJson.worker(w)));
            return json;
        }));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(meters.scrape());
    }

    private void ready(RoutingContext context) {
        experiments
                .read(store -> store.experiments(Optional.empty(), 1))
                .onSuccess(ok -> text(context, "ready\n"))
                .onFailure(e -> Problems.send(context, e));
    }

    private static void text(RoutingContext context, String text) {
        context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text);
    }
}
