package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Bus;
import dev.stride.server.file.ExperimentSchema;
import dev.stride.server.file.ModuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;

/** The HTTP server of a coordinator: the API, streams, metrics, documents and the page. */
public final class ServerVerticle extends VerticleBase {

    private static final long LARGEST_BODY = 1 << 20;

    private final ServerParts parts;
    private final ServerOptions options;
    private int port;

    public ServerVerticle(ServerParts parts, ServerOptions options) {
        this.parts = parts;
        this.options = options;
    }

    /** Where it listens, once it is deployed. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setCompressionSupported(true));
        return server.requestHandler(router()).listen().onSuccess(listening -> port = listening.actualPort());
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::sayWhoAnswers);
        router.route().handler(HostGuard::check);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        var catalogue = new ModuleCatalogue(parts.plugins());
        new ExperimentRoutes(parts.experiments(), catalogue, new Preview(parts.plugins())).mount(router);
        new TrialRoutes(parts.experiments()).mount(router);
        new ArtifactRoutes(parts.experiments(), parts.artifacts()).mount(router);
        new ModuleRoutes(parts.plugins(), new Bus(vertx)).mount(router);
        new StreamRoutes(parts.experiments(), vertx).mount(router);
        router.get("/api/v1/workers").handler(this::workers);
        router.get("/metrics").handler(this::metrics);
        router.get("/health/live").handler(context -> context.response().end("live\n"));
        router.get("/health/ready").handler(this::ready);
        String schema = new ExperimentSchema(catalogue).write();
        router.get("/schemas/experiment.schema.json")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/schema+json")
                        .end(schema));
        router.get("/openapi.json").handler(OpenApi::send);
        router.route("/api/*")
                .handler(context -> Problems.send(context, 404, "there is no such resource", "see /openapi.json"));
        router.get().handler(StaticHandler.create("web").setCachingEnabled(true).setMaxAgeSeconds(60));
        errors(router);
        return router;
    }

    private void sayWhoAnswers(RoutingContext context) {
        context.response().putHeader(ServerOptions.INSTANCE_HEADER, options.instance());
        context.next();
    }

    private static void errors(Router router) {
        router.errorHandler(404, c -> Problems.send(c, 404, "there is nothing here", "begin at /"));
        router.errorHandler(405, c -> Problems.send(c, 405, "this resource cannot be used so", "see /openapi.json"));
        router.errorHandler(
                413, c -> Problems.send(c, 413, "the body has more than " + LARGEST_BODY + " bytes", "shorten it"));
        router.errorHandler(400, c -> Problems.send(c, 400, "the request is malformed", "see /openapi.json"));
        router.errorHandler(
                500,
                c -> Problems.send(
                        c, c.failure() == null ? new IllegalStateException("without a cause") : c.failure()));
    }

    private void workers(RoutingContext context) {
        Responses.json(context, parts.experiments().workers().map(workers -> {
            ObjectNode json = Api.JSON.createObjectNode();
            ArrayNode items = json.putArray("items");
            workers.forEach(w -> items.add(Api.worker(w)));
            return json;
        }));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(parts.meters().scrape());
    }

    private void ready(RoutingContext context) {
        parts.experiments()
                .read(store -> store.experiments(java.util.Optional.empty(), 1))
                .onSuccess(ok -> context.response().end("ready\n"))
                .onFailure(e -> Problems.send(context, e));
    }
}
