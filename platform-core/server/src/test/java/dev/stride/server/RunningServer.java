package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.stride.artifacts.ArtifactContent;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.engine.coordinator.RunningEngine;
import dev.stride.model.AttemptId;
import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.pluginhost.ModuleServices;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.NetworkInput;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The server over an engine whose worker does what the test says. */
final class RunningServer implements AutoCloseable {

    static final String FILE = """
            experiment: tiny
            dataset: tiny-data
            train: {epochs: 2, batch: 4}
            space: {architecture: {tiny-net: {units: {from: 1, to: 20}}}}
            search: twice
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final ExperimentStore store;
    final RunningEngine engine;
    private final ServerVerticle server;
    private final String deployment;

    private RunningServer(ExperimentStore store, RunningEngine engine, ServerVerticle server, String deployment) {
        this.store = store;
        this.engine = engine;
        this.server = server;
        this.deployment = deployment;
    }

    static RunningServer start(Path folder) throws Exception {
        return start(folder, new InMemoryExperimentStore());
    }

    static RunningServer start(Path folder, ExperimentStore store) throws Exception {
        return start(folder, store, ModuleServices.DESCRIBING);
    }

    /**
     * @param patience how long a module may take
     * @param more plugins that the server knows beside the engine's
     */
    static RunningServer start(Path folder, ExperimentStore store, Duration patience, LoadedPlugin... more)
            throws Exception {
        var engine = new RunningEngine(store, folder).start();
        var plugins = new ArrayList<>(engine.plugins().plugins());
        plugins.addAll(List.of(more));
        return start(engine, store, patience, plugins);
    }

    /** One whose plugins are all gone. */
    static RunningServer withoutPlugins(Path folder, ExperimentStore store) throws Exception {
        return start(new RunningEngine(store, folder).start(), store, ModuleServices.DESCRIBING, List.of());
    }

    private static RunningServer start(
            RunningEngine engine, ExperimentStore store, Duration patience, List<LoadedPlugin> plugins)
            throws Exception {
        var parts =
                new ServerParts(engine.experiments(), PluginRegistry.of(plugins), engine.artifacts(), engine.meters());
        var server = new ServerVerticle(parts, new ServerOptions("127.0.0.1", 0, "test"), patience);
        String deployment = RunningEngine.await(engine.vertx().deployVerticle(server));
        return new RunningServer(store, engine, server, deployment);
    }

    List<Operation> operations() {
        return server.operations();
    }

    int port() {
        return server.port();
    }

    String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return HTTP.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sending(String method, String path, String body, String... headers) {
        return HTTP.sendAsync(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> submit(String query, String file) throws Exception {
        return send("POST", "/api/v1/experiments" + query, file, "Content-Type", "application/yaml");
    }

    /** A submission that does not say how long it is. */
    HttpResponse<String> submitChunked(List<byte[]> chunks) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url("/api/v1/experiments")))
                .timeout(PATIENCE)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(chunks));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer of a request that goes well. */
    JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return parsed(response);
    }

    static JsonNode parsed(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The one violation of a problem. */
    static JsonNode violation(HttpResponse<String> response) throws IOException {
        return parsed(response).path("violations").path(0);
    }

    /** Sends bytes as they are and gives all that comes back until the server closes. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An experiment with a trial for each number of units, each trained for two epochs and ended. */
    ExperimentId completed(int... units) throws Exception {
        ExperimentId id = engine.submit(units);
        for (int i = 0; i < units.length; i++) {
            AttemptId attempt = next().attempt();
            epochs(attempt, 2);
            engine.finish(attempt);
        }
        engine.beat(1);
        awaitState(id, "completed");
        return id;
    }

    /** The next assignment of the one slot that there is. */
    Assign next() throws Exception {
        engine.beat(1);
        return engine.nextAssignment();
    }

    void epochs(AttemptId attempt, int last) throws Exception {
        for (int epoch = 1; epoch <= last; epoch++) {
            var content = engine.artifacts().put(checkpoint(epoch));
            engine.report(
                    attempt,
                    AttemptEvent.EpochCompleted.of(
                            epoch,
                            Map.of(
                                    Metric.TRAIN_LOSS, 2.0 / epoch,
                                    Metric.VALIDATION_LOSS, 2.5 / epoch,
                                    Metric.VALIDATION_ACCURACY, 0.25 * epoch),
                            new Checkpoint(epoch, content),
                            0.5,
                            20));
        }
    }

    /** Of a net with an auxiliary head, and with what an optimizer remembers. */
    private static ArtifactContent checkpoint(int epoch) {
        Network network = NetworkBuilder.of(
                        "headed",
                        Initialiser.HE,
                        NetworkInput.unnormalised(new ImageShape(1, 2, 2), 2).layer())
                .flatten("flatten")
                .dense("side", 2)
                .put("side-logits", new Layer.Head(2, 0.3, true))
                .from("flatten")
                .classify("fc", 2);
        List<Tensor> tensors = network.tensors().stream()
                .flatMap(t -> Stream.of(t.name(), "optimizer.momentum." + t.name())
                        .map(name -> new Tensor(name, t.shape(), new float[(int) t.size()])))
                .toList();
        return Safetensors.content(
                Map.of("epoch", Integer.toString(epoch), NetworkMetadata.KEY, NetworkMetadata.write(network)), tensors);
    }

    void awaitState(ExperimentId id, String state) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> store.experiment(id).orElseThrow().state().word().equals(state));
    }

    /** From then on nothing is written but what is reported. */
    void awaitSearchEnded(ExperimentId id) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        store.events(id, 0, 100).stream().anyMatch(e -> e.type().equals("search-ended")));
    }

    /** Adds an event to a log behind the coordinator's back. */
    void append(ExperimentId id, String body) {
        StoredExperiment kept = store.experiment(id).orElseThrow();
        store.commit(
                id,
                kept.lastEvent(),
                new Batch(
                        List.of(new StoredEvent(kept.lastEvent() + 1, "foreign", body, 2_000)),
                        List.of(),
                        List.of(),
                        List.of(),
                        kept.state(),
                        kept.endedAt(),
                        kept.reason()));
    }

    /** An experiment of a text and verdicts that are stored behind the coordinator's back. */
    ExperimentId unreadable(String spec, String verdicts) {
        var id = new ExperimentId(UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
        store.create(
                new StoredExperiment(
                        id,
                        "unreadable",
                        ExperimentState.RUNNING,
                        spec,
                        verdicts,
                        Optional.empty(),
                        "hash",
                        1_000,
                        OptionalLong.empty(),
                        "",
                        1),
                List.of(new StoredEvent(1, "accepted", "{}", 1_000)));
        return id;
    }

    /** Stops the server alone. */
    void stop() throws Exception {
        RunningEngine.await(engine.vertx().undeploy(deployment));
    }

    @Override
    public void close() throws Exception {
        engine.close();
    }
}
