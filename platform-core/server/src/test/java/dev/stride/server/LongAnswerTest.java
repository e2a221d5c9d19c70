package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.bus.Wire;
import dev.stride.engine.coordinator.RunningEngine;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Budget;
import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.Batch;
import dev.stride.store.SqliteExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An experiment of ten thousand trials is answered with page by page. */
@Timeout(120)
class LongAnswerTest {

    private static final ExperimentId LONG = new ExperimentId("01arz3ndektsv4rrffq69g5fav");
    private static final int TRIALS = 10_000;
    private static final int PLAN = 4_000;

    /** As many rows of the store as an answer may hold at once. */
    private static final int FEW = 500;

    private WatchedStore watched;
    private RunningServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        watched = new WatchedStore(SqliteExperimentStore.open(folder.resolve("stride.db")));
        server = RunningServer.start(folder, watched.store());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        server.store.close();
    }

    @Test
    void anExportHasEverythingOfEveryTrialAndHoldsFew() throws Exception {
        create(TRIALS);
        JsonNode export = server.json("/api/v1/experiments/" + LONG + "/export?format=json");
        assertThat(export.path("trials").path("completed").asInt()).isEqualTo(TRIALS);
        assertThat(export.path("best").path("trial").asInt()).isEqualTo(TRIALS);
        assertThat(export.path("items")).hasSize(TRIALS).allSatisfy(t -> {
            int number = t.path("number").asInt();
            assertThat(t.path("measurements").findValuesAsText("validation.accuracy"))
                    .containsExactly(Double.toString(value(number)));
            assertThat(t.path("checkpoints")).hasSize(1);
            assertThat(t.path("decisions").findValues("trial"))
                    .extracting(JsonNode::asInt)
                    .containsExactly(number);
        });
        assertThat(export.path("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .isEqualTo(numbers());
        assertThat(watched.most()).isLessThanOrEqualTo(FEW);
    }

    @Test
    void aTableHasEveryTrialAndHoldsFew() throws Exception {
        create(TRIALS);
        List<String> lines = server.get("/api/v1/experiments/" + LONG + "/export")
                .body()
                .lines()
                .toList();
        assertThat(lines).hasSize(TRIALS + 1);
        assertThat(lines.get(0)).startsWith("trial,state");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
                .isEqualTo(numbers());
        assertThat(watched.most()).isLessThanOrEqualTo(FEW);
    }

    @Test
    void listsOfAllTrialsHoldFew() throws Exception {
        create(TRIALS);
        JsonNode trials = server.json("/api/v1/experiments/" + LONG + "/trials");
        assertThat(trials.path("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .isEqualTo(numbers());
        assertThat(trials.path("next").isNull()).isTrue();
        JsonNode series = server.json("/api/v1/experiments/" + LONG + "/measurements?limit=9999");
        assertThat(series.path("series")).hasSize(TRIALS - 1);
        assertThat(series.path("next").asText()).isEqualTo("9999");
        assertThat(server.json("/api/v1/experiments/" + LONG).path("epochsDone").asInt())
                .isEqualTo(TRIALS);
        assertThat(watched.most()).isLessThanOrEqualTo(FEW);
    }

    @Test
    void aClientThatDoesNotReadIsWaitedForAndOneThatLeavesIsForgotten() throws Exception {
        create(TRIALS);
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET /api/v1/experiments/" + LONG
                                    + "/export?format=json HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(settled()).isLessThan(TRIALS / 2);
        }
        assertThat(settled()).isLessThan(TRIALS / 2);
    }

    @Test
    void aClientThatDoesNotReadInTimeIsCutOff() throws Exception {
        create(TRIALS);
        var gone = new CountDownLatch(1);
        int port = listen(new TrialRoutes(server.engine.experiments(), Duration.ofMillis(20)), gone);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /api/v1/experiments/" + LONG
                                    + "/export?format=json HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(readAll(socket)).doesNotEndWith("0\r\n\r\n");
        }
        assertThat(settled()).isLessThan(TRIALS);
    }

    /** Serves them alone. */
    private int listen(TrialRoutes routes, CountDownLatch gone) throws Exception {
        Router router = Router.router(server.engine.vertx());
        router.route().handler(context -> {
            context.request().connection().closeHandler(closed -> gone.countDown());
            context.next();
        });
        Operations.mount(router, routes.operations());
        return RunningEngine.await(server.engine
                        .vertx()
                        .createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @Test
    void whatBreaksOffIsNoWholeAnswer() throws Exception {
        create(TRIALS);
        String path = "/api/v1/experiments/" + LONG + "/export?format=json";
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            settled();
            watched.fail("checkpoints");
            // The last chunk of a whole answer has no bytes.
            assertThat(readAll(socket)).isNotEmpty().doesNotEndWith("0\r\n\r\n");
        }
        assertThat(server.get(path).statusCode()).isEqualTo(503);
    }

    @Test
    void anExperimentWithoutTrialsHasEmptyLists() throws Exception {
        create(0);
        String experiment = "/api/v1/experiments/" + LONG;
        assertThat(server.json(experiment + "/export?format=json").path("items").isArray())
                .isTrue();
        assertThat(server.json(experiment + "/trials").path("items")).isEmpty();
        assertThat(server.json(experiment + "/measurements").path("series")).isEmpty();
        assertThat(server.get(experiment + "/export").body().lines()).hasSize(1);
    }

    @Test
    void aHeadOfALongAnswerHasNoBody() throws Exception {
        create(1);
        var head = server.send("HEAD", "/api/v1/experiments/" + LONG + "/export", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(head.body()).isEmpty();
    }

    private static String readAll(Socket socket) {
        var read = new StringBuilder();
        try {
            int next = 0;
            byte[] buffer = new byte[1 << 16];
            while (next >= 0) {
                read.append(new String(buffer, 0, next, StandardCharsets.ISO_8859_1));
                next = socket.getInputStream().read(buffer);
            }
        } catch (IOException reset) {
            // As good an end as any other that is not the answer's.
        }
        return read.toString();
    }

    /** How many trials were read once no more are. */
    private int settled() {
        var seen = new AtomicInteger(-1);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> seen.getAndSet(watched.rows("trials")) == watched.rows("trials"));
        return seen.get();
    }

    private static List<Integer> numbers() {
        return IntStream.rangeClosed(1, TRIALS).boxed().toList();
    }

    private static double value(int number) {
        return number / 16_384.0;
    }

    /** An experiment that has ended, each of whose trials has an event, a measurement and a checkpoint. */
    private void create(int trials) throws Exception {
        var spec = RunningEngine.spec(Budget.UNLIMITED, false, 3);
        Verdicts verdicts = RunningEngine.await(server.engine.experiments().validate(spec));
        server.store.create(
                new StoredExperiment(
                        LONG,
                        "long",
                        ExperimentState.RUNNING,
                        Wire.write(spec),
                        Wire.write(verdicts),
                        Optional.empty(),
                        "hash",
                        1_000,
                        OptionalLong.empty(),
                        "",
                        1),
                List.of(new StoredEvent(1, "accepted", "{}", 1_000)));
        var log = new ArrayList<StoredEvent>();
        var all = new ArrayList<StoredTrial>();
        var measurements = new ArrayList<Measurement>();
        var checkpoints = new ArrayList<Batch.Saved>();
        String plan = "{\"text\":\"" + "x".repeat(PLAN) + "\"}";
        for (int number = 1; number <= trials; number++) {
            var id = new TrialId(LONG, number);
            log.add(new StoredEvent(
                    number + 1, OptionalInt.of(number), "trial-ended", "{\"trial\":" + number + "}", 1_000));
            all.add(trial(id, plan));
            measurements.add(new Measurement(id, 1, Metric.VALIDATION_ACCURACY, value(number)));
            checkpoints.add(new Batch.Saved(id, new Checkpoint(1, new ArtifactRef("ab".repeat(32), 9))));
        }
        log.add(new StoredEvent(trials + 2, "experiment-ended", "{}", 1_000));
        server.store.commit(
                LONG,
                1,
                new Batch(
                        log,
                        all,
                        measurements,
                        checkpoints,
                        ExperimentState.COMPLETED,
                        OptionalLong.of(2_000),
                        "all done"));
    }

    private static StoredTrial trial(TrialId id, String plan) {
        return new StoredTrial(
                id,
                TrialState.COMPLETED,
                "units 3",
                "{}",
                plan,
                "hash",
                1,
                1,
                1,
                OptionalDouble.of(value(id.number())),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.5),
                1,
                1,
                1,
                "done",
                "",
                OptionalLong.of(1_000),
                OptionalLong.of(2_000));
    }
}
