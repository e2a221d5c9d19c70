package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.engine.coordinator.RunningEngine;
import dev.stride.model.AttemptId;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentStreamTest {

    private static final ExperimentId ENDED = new ExperimentId("01arz3ndektsv4rrffq69g5fav");
    private static final int EVENTS = 12_000;
    private static final String NONE = "";

    private final WatchedStore watched = new WatchedStore();
    private RunningServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(folder, watched.store());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aLogOfAnyLengthIsReplayedWholeAndThenEnds() throws Exception {
        endedExperiment(EVENTS, "");
        Told told = all(ENDED, "0");
        assertThat(told.ids).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
        assertThat(told.types).last().isEqualTo("end");
    }

    @Test
    void whoComesBackIsToldWhatWasMissed() throws Exception {
        endedExperiment(EVENTS, "");
        assertThat(all(ENDED, "11997").ids).containsExactly(11_998L, 11_999L, 12_000L);
    }

    @Test
    void whoComesToAnEndedExperimentIsToldThatItHasEnded() throws Exception {
        endedExperiment(3, "");
        Told told = all(ENDED, NONE);
        assertThat(told.ids).isEmpty();
        assertThat(told.types).containsExactly("end");
    }

    @Test
    void whatHappensIsToldOnceAndInOrderWhenALiveClientBreaksOffAndComesBack() throws Exception {
        ExperimentId id = server.engine.submit(3, 5);
        AttemptId attempt = server.next().attempt();
        var told = new Told();
        try (Stream<String> lines = open(id, "0")) {
            server.epochs(attempt, 1);
            told.readUntil(lines.iterator(), "epoch-recorded");
        }
        long last = told.ids.get(told.ids.size() - 1);
        RunningEngine.await(server.engine.experiments().stop(id));
        server.engine.report(attempt, new AttemptEvent.Cancelled());
        server.awaitState(id, "stopped");
        told.readAll(open(id, Long.toString(last)));
        assertThat(told.ids)
                .isEqualTo(server.store.events(id, 0, 1_000).stream()
                        .map(StoredEvent::sequence)
                        .toList());
        assertThat(told.types).last().isEqualTo("end");
    }

    @Test
    void aLiveStreamSaysWhatBecameOfATrialAfterItsEvents() throws Exception {
        ExperimentId id = server.engine.submit(3);
        try (Stream<String> lines = open(id, "0")) {
            var attempt = server.next().attempt();
            server.epochs(attempt, 2);
            server.engine.finish(attempt);
            var told = new Told();
            told.readAll(lines);
            assertThat(told.types).endsWith("trial", "end");
            assertThat(told.trials).last().asString().contains("\"state\":\"completed\"");
        }
    }

    @Test
    void aStreamWhoseTrialsCannotBeReadBreaksOffRatherThanLeaveThemOut() throws Exception {
        ExperimentId id = server.engine.submit(3);
        watched.fail("trial");
        var told = new Told();
        try (Stream<String> lines = open(id, "0")) {
            var attempt = server.next().attempt();
            server.epochs(attempt, 2);
            server.engine.finish(attempt);
            told.readAll(lines);
        }
        assertThat(told.types).contains("happened").doesNotContain("trial", "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"of-another-version\"}", "{\"type\":"})
    void anExperimentThatIsNotGoneOnWithSaysSoAndKeepsNobodyListening(String body) throws Exception {
        ExperimentId id = server.engine.submit(3);
        server.next();
        server.awaitSearchEnded(id);
        server.close();
        server.append(id, body);
        server = RunningServer.start(folder, server.store);
        String path = "/api/v1/experiments/" + id;
        JsonNode experiment = server.json(path);
        assertThat(experiment.path("state").asText()).isEqualTo("running");
        assertThat(experiment.path("trouble").asText()).contains(id.value()).contains("no experiment event");
        assertThat(server.json("/api/v1/experiments").path("items").path(0).path("trouble"))
                .isEqualTo(experiment.path("trouble"));
        assertThat(all(id, "0").types).last().isEqualTo("end");
        assertThat(all(id, NONE).types).containsExactly("end");
        HttpResponse<String> stopped = server.send("POST", path + "/stop", "");
        assertThat(stopped.statusCode()).isEqualTo(409);
        assertThat(stopped.body()).contains("no experiment event");
    }

    @Test
    void whoListensWhileAnExperimentIsLeftIsToldThatItIsOver() throws Exception {
        ExperimentId id = server.engine.submit(3);
        AttemptId attempt = server.next().attempt();
        server.awaitSearchEnded(id);
        try (Stream<String> lines = open(id, "0")) {
            var told = new Told();
            Iterator<String> read = lines.iterator();
            told.readUntil(read, "search-ended");
            server.append(id, "{\"type\":\"search-ended\",\"reason\":\"another coordinator wrote this\"}");
            assertThatThrownBy(() -> server.epochs(attempt, 1)).hasMessageContaining("led by another coordinator");
            read.forEachRemaining(told::line);
            assertThat(told.types).last().isEqualTo("end");
        }
        assertThat(server.json("/api/v1/experiments/" + id).path("trouble").asText())
                .contains("led by another coordinator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "x", "-1", "1e3"})
    void anIdThatIsNoneOfTheExperimentsIsRefused(String id) throws Exception {
        endedExperiment(3, "");
        var response = server.get("/api/v1/experiments/" + ENDED + "/stream", "Last-Event-ID", id);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.violation(response).path("path").asText()).isEqualTo("header.Last-Event-ID");
    }

    @Test
    void aServerThatStopsEndsItsStreams() throws Exception {
        try (Stream<String> lines = open(server.engine.submit(3), NONE)) {
            Iterator<String> read = lines.iterator();
            assertThat(read.next()).isEqualTo("retry: 1000");
            server.stop();
            // A connection that broke off would throw.
            read.forEachRemaining(line -> assertThat(line).isNotEqualTo("event: end"));
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndCostsNoMemory() throws Exception {
        int events = 3_000;
        endedExperiment(events, "x".repeat(10_000));
        var routes = new StreamRoutes(server.engine.experiments(), server.engine.vertx(), Duration.ofMillis(20));
        var gone = new CountDownLatch(1);
        int port = listen(routes, context -> {
            context.request().connection().closeHandler(v -> gone.countDown());
            context.next();
        });
        try (var socket = new Socket("127.0.0.1", port)) {
            ask(socket, "GET", ENDED, "?after=0");
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(routes.open()).isZero();
            long read = 0;
            try {
                read = socket.getInputStream().readAllBytes().length;
            } catch (java.net.SocketException reset) {
                // The connection was reset, which is what is wanted.
            }
            assertThat(read).isLessThan(events * 10_000L);
        }
    }

    @Test
    void aClientThatLeavesWhileItsExperimentIsLookedForLeavesNothingBehind() throws Exception {
        ExperimentId running = server.engine.submit(3);
        var routes = new StreamRoutes(server.engine.experiments(), server.engine.vertx());
        var gone = new CountDownLatch(1);
        int port = listen(routes, context -> {
            context.request().connection().closeHandler(v -> gone.countDown());
            context.next();
        });
        watched.hold("withPrefix");
        try (var socket = new Socket("127.0.0.1", port)) {
            ask(socket, "GET", running, "");
            watched.awaitHeld();
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        watched.release();
        // What comes later on the same event loop is answered later.
        try (var socket = new Socket("127.0.0.1", port)) {
            ask(socket, "HEAD", running, "");
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
        assertThat(routes.open()).isZero();
    }

    @Test
    void clientsThatComeAtOnceOpenNoMoreStreamsThanThereMayBe() throws Exception {
        ExperimentId running = server.engine.submit(3);
        var routes = new StreamRoutes(server.engine.experiments(), server.engine.vertx());
        int clients = StreamRoutes.MOST_STREAMS + 1;
        var asked = new CountDownLatch(clients);
        int port = listen(routes, context -> {
            asked.countDown();
            context.next();
        });
        watched.hold("withPrefix");
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < clients; i++) {
                var socket = new Socket("127.0.0.1", port);
                sockets.add(socket);
                ask(socket, "GET", running, "");
            }
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            watched.release();
            var statuses = new ArrayList<String>();
            for (Socket socket : sockets) {
                statuses.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            }
            assertThat(statuses).containsOnlyOnce("HTTP/1.1 503");
            assertThat(routes.open()).isEqualTo(StreamRoutes.MOST_STREAMS);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private int listen(StreamRoutes routes, Handler<RoutingContext> first) throws Exception {
        Router router = Router.router(server.engine.vertx());
        router.route().handler(first);
        Operations.mount(router, routes.operations());
        return RunningEngine.await(server.engine
                        .vertx()
                        .createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static void ask(Socket socket, String method, ExperimentId id, String query) throws Exception {
        String connection = method.equals("HEAD") ? "Connection: close\r\n" : "";
        socket.getOutputStream()
                .write((method + " /api/v1/experiments/" + id + "/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n"
                                + connection + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void endedExperiment(int events, String padding) {
        List<StoredEvent> log = LongStream.rangeClosed(1, events)
                .mapToObj(n ->
                        new StoredEvent(n, "epoch-recorded", "{\"trial\":1,\"reason\":\"" + padding + "\"}", 1_000))
                .toList();
        server.store.create(
                new StoredExperiment(
                        ENDED,
                        "ended",
                        ExperimentState.COMPLETED,
                        dev.stride.bus.Wire.write(RunningEngine.spec(dev.stride.model.Budget.UNLIMITED, false, 3)),
                        "{}",
                        Optional.empty(),
                        "hash",
                        1_000,
                        OptionalLong.of(1_000),
                        "all done",
                        events),
                log);
    }

    private Told all(ExperimentId id, String last) throws Exception {
        var told = new Told();
        told.readAll(open(id, last));
        return told;
    }

    private Stream<String> open(ExperimentId id, String last) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url("/api/v1/experiments/" + id + "/stream")));
        if (!last.equals(NONE)) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<Stream<String>> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** What a client reads, as a browser does it. */
    private static final class Told {

        private final List<Long> ids = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private final List<String> trials = new ArrayList<>();
        private String id = "";
        private String type = "";

        void readAll(Stream<String> lines) {
            lines.forEach(this::line);
        }

        void readUntil(Iterator<String> lines, String word) {
            String line;
            do {
                line = lines.next();
                line(line);
            } while (!line.contains(word));
        }

        private void line(String line) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                types.add(type);
                if (type.equals("happened")) {
                    ids.add(Long.valueOf(id));
                } else if (type.equals("trial")) {
                    trials.add(line);
                }
            }
        }
    }
}
