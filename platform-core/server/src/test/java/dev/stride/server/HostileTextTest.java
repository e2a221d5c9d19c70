package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlainText;
import dev.stride.store.Batch;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are shown on terminals and in pages: nothing that came in makes them do more than show it. */
class HostileTextTest {

    private static final ExperimentId HOSTILE = new ExperimentId("01arz3ndektsv4rrffq69g5fav");

    /** Moves a terminal's cursor in three ways, turns the order of reading, ends lines, hides; and is markup. */
    private static final String TEXT = "a\u001b[2J\u009b1m\u007f\u202e\u2028\ue001\udb40\udc41<script>é";

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(folder);
        ExperimentId id = server.completed(3);
        StoredExperiment known = server.store.experiment(id).orElseThrow();
        StoredTrial trial = server.store.trials(id).get(0);
        String quoted = Json.MAPPER.writeValueAsString(TEXT);
        String spec = known.spec().replace("\"tiny\"", quoted);
        assertThat(spec).isNotEqualTo(known.spec());
        server.store.create(
                new StoredExperiment(
                        HOSTILE,
                        TEXT,
                        known.state(),
                        spec,
                        known.verdicts(),
                        Optional.empty(),
                        "hash",
                        known.createdAt(),
                        known.endedAt(),
                        TEXT,
                        1),
                List.of(event(1, quoted)));
        server.store.commit(
                HOSTILE,
                1,
                new Batch(
                        List.of(event(2, quoted)),
                        List.of(hostile(trial, quoted)),
                        List.of(),
                        List.of(),
                        known.state(),
                        known.endedAt(),
                        TEXT));
    }

    private static StoredEvent event(long sequence, String quoted) {
        return new StoredEvent(sequence, "trial-ended", "{\"trial\":1,\"reason\":" + quoted + "}", 1_000);
    }

    private static StoredTrial hostile(StoredTrial trial, String quoted) {
        return new StoredTrial(
                new dev.stride.model.TrialId(HOSTILE, 1),
                trial.state(),
                TEXT,
                "{\"file\":" + quoted + "}",
                "{\"file\":" + quoted + "}",
                trial.networkHash(),
                1,
                2,
                2,
                trial.objective(),
                trial.testAccuracy(),
                trial.testLoss(),
                1,
                1,
                1,
                TEXT,
                "",
                trial.startedAt(),
                trial.endedAt());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/trials",
                "/trials/1",
                "/best",
                "/leaderboard",
                "/events",
                "/export",
                "/export?format=json",
                "/stream?after=0"
            })
    void whatIsStoredIsShownWithEscapes(String route) throws Exception {
        HttpResponse<String> response = server.get("/api/v1/experiments/" + HOSTILE + route);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<script>").contains("\\u202E");
        showsAllThatItHas(response);
    }

    @Test
    void escapesOfDataAreItsOwn() throws Exception {
        JsonNode trial = server.json("/api/v1/experiments/" + HOSTILE + "/trials/1");
        assertThat(trial.path("configuration").path("file").asText()).isEqualTo(TEXT);
        assertThat(trial.path("label").asText()).isEqualTo(PlainText.escaped(TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%1b%5b2J%3Cscript%3E",
                "/api/v1/%c2%9b%3Cscript%3E",
                "/api/v1/experiments/%c2%9b%3Cscript%3E",
                "/api/v1/experiments/last/trials/%e2%80%ae%3Cscript%3E",
                "/api/v1/networks/%c2%9b%3Cscript%3E",
                "/api/v1/networks/tiny-net?set.%c2%9b%3Cscript%3E=%1b",
                "/api/v1/experiments?%c2%9b%3Cscript%3E=1",
                "/api/v1/experiments?limit=%c2%9b%3Cscript%3E"
            })
    void whatIsQuotedFromARequestIsShownWithEscapes(String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        showsAllThatItHas(response);
    }

    @Test
    void whatIsQuotedFromAFileOrAnOptionIsShownWithEscapes() throws Exception {
        HttpResponse<String> file = server.submit("", RunningServer.FILE + "\"\\x9b\\u202E<script>\": 1\n");
        assertThat(file.statusCode()).isEqualTo(422);
        showsAllThatItHas(file);
        HttpResponse<String> option = server.submit("?set=train.epochs%3D%c2%9b%e2%80%ae", RunningServer.FILE);
        assertThat(option.statusCode()).isEqualTo(422);
        assertThat(RunningServer.violation(option).path("set").asText()).isEqualTo("train.epochs=\\u009B\\u202E");
        showsAllThatItHas(option);
    }

    /** And is no page. */
    private static void showsAllThatItHas(HttpResponse<String> response) {
        String hidden = response.body()
                .lines()
                .filter(line -> !PlainText.isPlain(line))
                .map(PlainText::escaped)
                .collect(Collectors.joining("\n"));
        assertThat(hidden).isEmpty();
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).doesNotContain("html");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}
