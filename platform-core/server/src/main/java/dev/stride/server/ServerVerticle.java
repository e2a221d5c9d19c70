package dev.stride.server;

import dev.stride.bus.Bus;
import dev.stride.pluginhost.ModuleCalls;
import dev.stride.pluginhost.ModuleServices;
import dev.stride.server.file.ExperimentSchema;
import dev.stride.server.file.ModuleCatalogue;
import dev.stride.server.file.YamlText;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HTTP server of a coordinator: the API, streams, metrics, documents and the page. */
public final class ServerVerticle extends VerticleBase {

    private static final long LARGEST_BODY = YamlText.LONGEST;

    private final ServerParts parts;
    private final ServerOptions options;
    private final Duration patience;
    private StreamRoutes streams;
    private List<Operation> operations = List.of();
    private int port;

    @SuppressWarnings("NullAway.Init") // the streams are there once the verticle is started
    public ServerVerticle(ServerParts parts, ServerOptions options) {
        this(parts, options, ModuleServices.DESCRIBING);
    }

    /** @param patience how long a module may take over what somebody waits for */
    @SuppressWarnings("NullAway.Init") // as above
    ServerVerticle(ServerParts parts, ServerOptions options, Duration patience) {
        this.parts = parts;
        this.options = options;
        this.patience = patience;
    }

    /** Where it listens, once it is deployed. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        streams = new StreamRoutes(parts.experiments(), vertx);
        operations = allOperations();
        // HTTP/1.1 is all that the page, the command and Prometheus speak here; what is not spoken cannot be abused.
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true));
        return server.requestHandler(router())
                .invalidRequestHandler(ServerVerticle::refuse)
                .listen()
                .onSuccess(listening -> port = listening.actualPort());
    }

    @Override
    public Future<?> stop() {
        streams.close();
        return Future.succeededFuture();
    }

    /** All that it does, once it is deployed. */
    List<Operation> operations() {
        return operations;
    }

    private List<Operation> allOperations() {
        var catalogue = new ModuleCatalogue(parts.plugins());
        var calls = new ModuleCalls(vertx, patience);
        var files = new SubmittedFiles(vertx, catalogue, patience);
        var operations = new ArrayList<Operation>();
        operations.addAll(
                new ExperimentRoutes(parts.experiments(), files, new Preview(parts.plugins(), calls)).operations());
        operations.addAll(new TrialRoutes(parts.experiments()).operations());
        operations.addAll(new ArtifactRoutes(parts.experiments(), parts.artifacts()).operations());
        operations.addAll(streams.operations());
        operations.addAll(new ModuleRoutes(parts.plugins(), new Bus(vertx), calls).operations());
        String schema = new ExperimentSchema(catalogue).write();
        operations.addAll(new SystemRoutes(parts.experiments(), parts.meters(), schema).operations());
        return operations;
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::sayWhoAnswers);
        router.route().handler(HostGuard::check);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        Operations.mount(router, operations);
        router.route("/api/*").handler(context -> missing(context, "see /openapi.json"));
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(StaticHandler.create("web").setCachingEnabled(true).setMaxAgeSeconds(60));
        router.errorHandler(404, context -> missing(context, "begin at /"));
        router.errorHandler(405, ServerVerticle::notAllowed);
        router.errorHandler(413, ServerVerticle::tooLarge);
        router.errorHandler(400, context -> Problems.send(context, malformed()));
        router.errorHandler(
                500,
                context -> Problems.send(
                        context,
                        context.failure() == null ? new IllegalStateException("without a cause") : context.failure()));
        return router;
    }

    private void sayWhoAnswers(RoutingContext context) {
        context.response().putHeader(ServerOptions.INSTANCE_HEADER, options.instance());
        context.next();
    }

    private static void missing(RoutingContext context, String remedy) {
        Problems.send(
                context,
                new HttpRefusal(
                        404,
                        "path",
                        "there is nothing at '" + Query.shortened(context.normalizedPath()) + "'",
                        remedy));
    }

    private static void notAllowed(RoutingContext context) {
        context.response().putHeader("Allow", "GET, HEAD");
        Problems.send(
                context,
                new HttpRefusal(
                        405,
                        "method",
                        context.request().method() + " is not possible here",
                        "use one of GET, HEAD; what can be changed is under /api"));
    }

    private static void tooLarge(RoutingContext context) {
        Problems.send(
                context,
                new HttpRefusal(
                        413,
                        "body",
                        "the body has more than " + LARGEST_BODY + " bytes (1 MiB)",
                        "shorten the file: a long list of values is better given as ranges, or as several experiments"));
    }

    private static HttpRefusal malformed() {
        return new HttpRefusal(400, "", "the request is malformed", "see /openapi.json");
    }

    /** What is no HTTP, or more of it than is read, never comes to the router. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        HostGuard.secure(request.response());
        request.response().putHeader("Connection", "close");
        Problems.send(
                request,
                request.response(),
                cause instanceof TooLongFrameException
                        ? new HttpRefusal(431, "", "the address or the headers are too long", "shorten them")
                        : malformed());
        request.connection().close();
    }
}
