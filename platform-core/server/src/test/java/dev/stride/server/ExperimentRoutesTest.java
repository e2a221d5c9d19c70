package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.model.ExperimentId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentRoutesTest {

    private RunningServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aFileBecomesAnExperiment() throws Exception {
        HttpResponse<String> response = server.submit("", RunningServer.FILE);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        String id = RunningServer.parsed(response).path("id").asText();
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/experiments/" + id);
        JsonNode experiment = server.json("/api/v1/experiments/" + id);
        assertThat(experiment.path("name").asText()).isEqualTo("tiny");
        assertThat(experiment.path("objective").path("kind").asText()).isEqualTo("ratio");
    }

    @Test
    void oneThatCannotBeReadIsListedWithItsTroubleAndHidesNoOther() throws Exception {
        ExperimentId good = server.engine.submit(3);
        String spec = server.store.experiment(good).orElseThrow().spec();
        ExperimentId withoutVerdicts = server.unreadable(spec, "{}");
        ExperimentId withoutText = server.unreadable("{\"name\":", "{}");
        JsonNode items = server.json("/api/v1/experiments").path("items");
        assertThat(items.findValuesAsText("id"))
                .containsExactly(withoutText.value(), withoutVerdicts.value(), good.value());
        assertThat(items.path(0).path("trouble").asText()).contains("the text of experiment " + withoutText);
        assertThat(items.path(1).path("trouble").asText()).contains("the verdicts of experiment " + withoutVerdicts);
        assertThat(items.path(1).path("name").asText()).isEqualTo("unreadable");
        assertThat(items.path(2).path("trouble").isNull()).isTrue();
        assertThat(items.path(2).path("objective").isObject()).isTrue();
    }

    @Test
    void aDryRunAnswersWithVerdictsAndStoresNothing() throws Exception {
        HttpResponse<String> response = server.submit("?dry-run=true", RunningServer.FILE);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(RunningServer.parsed(response).path("trials").asInt()).isEqualTo(2);
        nothingIsStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "TRUE", "", "true%20", "true&dry-run=false"})
    void aDryRunThatIsNeitherTrueNorFalseStartsNothing(String value) throws Exception {
        HttpResponse<String> response = server.submit("?dry-run=" + value, RunningServer.FILE);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.violation(response).path("path").asText()).isEqualTo("query.dry-run");
        assertThat(RunningServer.violation(response).path("remedy").asText()).isNotBlank();
        nothingIsStored();
    }

    @Test
    void aQueryParameterThatIsNotKnownIsRefusedWithTheValidOnes() throws Exception {
        HttpResponse<String> response = server.submit("?dryrun=true", RunningServer.FILE);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.violation(response).path("message").asText()).contains("'dryrun'");
        assertThat(RunningServer.violation(response).path("remedy").asText())
                .contains("did you mean 'dry-run'?")
                .contains("dry-run, set, seed");
        nothingIsStored();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, 415",
        "text/plain, 415",
        "application/yaml;charset=latin1, 415",
        "application/yaml; charset=UTF-8, 201",
        "text/yaml, 201"
    })
    void onlyYamlAndJsonInUtf8AreTaken(String type, int status) throws Exception {
        HttpResponse<String> response =
                server.send("POST", "/api/v1/experiments", RunningServer.FILE, "Content-Type", type);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 415) {
            assertThat(RunningServer.violation(response).path("path").asText()).isEqualTo("header.Content-Type");
            nothingIsStored();
        }
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() throws Exception {
        HttpResponse<String> response = server.send(
                "POST", "/api/v1/experiments", "{\"experiment\":\n \"x\",, }", "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.violation(response).path("message").asText()).contains("line 2");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        String answer = server.raw("POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/yaml\r\nContent-Length: 14\r\n\r\nexperiment: \u00ff\u00fe");
        assertThat(answer).startsWith("HTTP/1.1 422").contains("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, 2 << 20})
    void aBodyOfMoreThanAMebibyteIsTooLarge(int bytes) throws Exception {
        String file = RunningServer.FILE;
        tooLarge(server.submit("", file + "#".repeat(bytes - file.length())));
        nothingIsStored();
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsTooLargeToo() throws Exception {
        var chunk = "#".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        tooLarge(server.submitChunked(Collections.nCopies(32, chunk)));
        nothingIsStored();
    }

    @Test
    void aBodyOfAMebibyteIsRead() throws Exception {
        String file = RunningServer.FILE;
        HttpResponse<String> response = server.submit("", file + "#".repeat((1 << 20) - file.length()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static void tooLarge(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningServer.violation(response).path("path").asText()).isEqualTo("body");
        assertThat(RunningServer.violation(response).path("message").asText()).contains("1048576 bytes (1 MiB)");
        assertThat(RunningServer.violation(response).path("remedy").asText())
                .contains("shorten the file")
                .contains("ranges");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u202Eb", "a\\u0007b", "a\\u2028b", "a\\u200Bb", "   ", ""})
    void aNameWithHiddenCharactersIsRefusedAndShownWithEscapes(String name) throws Exception {
        HttpResponse<String> response =
                server.submit("", RunningServer.FILE.replace("experiment: tiny", "experiment: \"" + name + "\""));
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode violation = RunningServer.violation(response);
        assertThat(violation.path("path").asText()).isEqualTo("experiment");
        assertThat(violation.path("message").asText())
                .contains("'" + name + "'")
                .contains("1 to 100 printable characters");
        assertThat(violation.path("line").asInt()).isEqualTo(1);
        nothingIsStored();
    }

    @Test
    void aNameThatIsTooLongSaysByHowMuch() throws Exception {
        HttpResponse<String> response =
                server.submit("", RunningServer.FILE.replace("experiment: tiny", "experiment: " + "x".repeat(103)));
        assertThat(RunningServer.violation(response).path("remedy").asText()).isEqualTo("shorten it by 3");
    }

    @Test
    void pagesOfExperimentsJoinWithoutGapOrOverlap() throws Exception {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, server.engine.submit(1).value());
        }
        List<String> paged = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = server.json("/api/v1/experiments?limit=2" + cursor);
            page.path("items").forEach(e -> paged.add(e.path("id").asText()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=ten", "limit=1&limit=2", "cursor=x", "limit=%zz"})
    void aPageThatCannotBeIsRefused(String query) throws Exception {
        String answer = server.raw(
                "GET /api/v1/experiments?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void theEventsOfAnExperimentArePaged() throws Exception {
        ExperimentId id = server.completed(3);
        JsonNode first = server.json("/api/v1/experiments/" + id + "/events?limit=2");
        assertThat(first.path("next").asText()).isEqualTo("2");
        JsonNode rest = server.json("/api/v1/experiments/" + id + "/events?after=2");
        assertThat(rest.path("items").path(0).path("sequence").asInt()).isEqualTo(3);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void stoppingAnswersWhetherThereWasSomethingToStop() throws Exception {
        ExperimentId id = server.engine.submit(3);
        String path = "/api/v1/experiments/" + id + "/stop";
        assertThat(server.send("POST", path, "").statusCode()).isEqualTo(202);
        server.awaitState(id, "stopped");
        assertThat(server.send("POST", path, "").statusCode()).isEqualTo(200);
    }

    @Test
    void anIdempotencyKeyMakesOneExperimentOfTwoRequests() throws Exception {
        String[] headers = {"Content-Type", "application/yaml", "Idempotency-Key", "a"};
        var first = server.send("POST", "/api/v1/experiments", RunningServer.FILE, headers);
        var again = server.send("POST", "/api/v1/experiments", RunningServer.FILE, headers);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(RunningServer.parsed(again).path("id"))
                .isEqualTo(RunningServer.parsed(first).path("id"));
        headers[3] = "x".repeat(201);
        assertThat(server.send("POST", "/api/v1/experiments", RunningServer.FILE, headers)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCrossTableIsOfTwoParametersThatTheTrialsHave() throws Exception {
        var submitted = server.submit("", RunningServer.FILE);
        String path = "/api/v1/experiments/"
                + RunningServer.parsed(submitted).path("id").asText() + "/cross-table";
        assertThat(server.get(path + "?rows=units").statusCode()).isEqualTo(400);
        server.next();
        var unknown = server.get(path + "?rows=units&columns=colour");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body())
                .contains("no trial has both a 'units' and a 'colour'", "architecture.tiny-net.units");
    }

    @Test
    void aRequestThatWasTakenIsAnsweredWithItsExperimentEvenWhereItsModulesAreGone() throws Exception {
        String[] headers = {"Content-Type", "application/yaml", "Idempotency-Key", "a"};
        String path = "/api/v1/experiments?seed=7";
        var first = server.send("POST", path, RunningServer.FILE, headers);
        assertThat(first.statusCode()).isEqualTo(201);
        server.next();
        server.close();
        server = RunningServer.withoutPlugins(folder, server.store);
        assertThat(server.submit("", RunningServer.FILE).statusCode()).isEqualTo(422);
        var again = server.send("POST", path, RunningServer.FILE, headers);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        JsonNode experiment = RunningServer.parsed(again);
        assertThat(experiment.path("id")).isEqualTo(RunningServer.parsed(first).path("id"));
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(experiment.path("trials").path("total").asInt()).isPositive();
        for (String other : List.of(path + "0", "/api/v1/experiments", path + "&set=parallel%3D1")) {
            assertThat(server.send("POST", other, RunningServer.FILE, headers).statusCode())
                    .as(other)
                    .isEqualTo(409);
        }
        assertThat(server.send("POST", path, RunningServer.FILE + "parallel: 1\n", headers)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String path = "/api/v1/modules";
        String tag = server.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = server.get(path, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    private void nothingIsStored() {
        assertThat(server.store.experiments(Optional.empty(), 1)).isEmpty();
    }
}
