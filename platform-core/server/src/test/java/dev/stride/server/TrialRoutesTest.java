package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.model.ExperimentId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialRoutesTest {

    /** The architecture refuses the second. */
    private static final int[] UNITS = {3, 13, 5};

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static String experiment;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(folder);
        ExperimentId id = server.engine.submit(UNITS);
        for (int i = 0; i < 2; i++) {
            var attempt = server.next().attempt();
            server.epochs(attempt, 2);
            server.engine.finish(attempt);
        }
        server.awaitState(id, "completed");
        experiment = "/api/v1/experiments/" + id;
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aTrialsNetIsTheOneThatItTrains() throws Exception {
        for (int number : new int[] {1, 3}) {
            JsonNode trial = server.json(experiment + "/trials/" + number);
            JsonNode network = server.json(experiment + "/trials/" + number + "/network");
            assertThat(network.path("hash")).isEqualTo(trial.path("networkHash"));
            assertThat(network.path("totals").path("parameters")).isEqualTo(trial.path("parameters"));
            assertThat(network.path("input").asText()).isEqualTo("1x2x2");
            assertThat(network.path("rows").findValuesAsText("output")).contains("" + UNITS[number - 1]);
        }
    }

    @Test
    void aRefusedTrialHasNoNetAndSaysWhy() throws Exception {
        var response = server.get(experiment + "/trials/2/network");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningServer.violation(response).path("message").asText()).contains("13 units bring bad luck");
    }

    @Test
    void valuesSayWhatTheyAreOf() throws Exception {
        JsonNode objective = server.json(experiment + "/trials/1").path("objective");
        assertThat(objective.path("metric").asText()).isEqualTo("validation.accuracy");
        assertThat(objective.path("kind").asText()).isEqualTo("ratio");
        assertThat(server.json(experiment + "/leaderboard")
                        .path("measure")
                        .path("kind")
                        .asText())
                .isEqualTo("ratio");
        assertThat(server.json(experiment).path("best").path("kind").asText()).isEqualTo("ratio");
    }

    @Test
    void trialsCanBeComparedByAnotherMetric() throws Exception {
        JsonNode board = server.json(experiment + "/leaderboard?metric=validation.loss");
        assertThat(board.path("measure").path("metric").asText()).isEqualTo("validation.loss");
        assertThat(board.path("measure").path("goal").asText()).isEqualTo("minimize");
        assertThat(board.path("groups").path(0).path("value").path("mean").asDouble())
                .isEqualTo(1.25);
    }

    @Test
    void measurementsSayWhatTheyAreAndWhichWayIsBetter() throws Exception {
        JsonNode loss = server.json(experiment + "/measurements?metric=validation.loss");
        assertThat(loss.path("kind").asText()).isEqualTo("loss");
        assertThat(loss.path("goal").asText()).isEqualTo("minimize");
        assertThat(loss.path("series").path(0).path("points").toString()).isEqualTo("[[1,2.5],[2,1.25]]");
    }

    @Test
    void pagesOfTrialsJoinWithoutGapOrOverlap() throws Exception {
        List<Integer> numbers = new ArrayList<>();
        JsonNode page = server.json(experiment + "/trials?limit=2");
        page.path("items").forEach(t -> numbers.add(t.path("number").asInt()));
        JsonNode rest = server.json(
                experiment + "/trials?limit=2&cursor=" + page.path("next").asText());
        rest.path("items").forEach(t -> numbers.add(t.path("number").asInt()));
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(server.json(experiment + "/trials").path("items")).hasSize(3);
    }

    @Test
    void pagesOfMeasurementsHoldWholeTrials() throws Exception {
        JsonNode page = server.json(experiment + "/measurements?limit=1");
        assertThat(page.path("series")).hasSize(1);
        assertThat(page.path("next").asText()).isEqualTo("1");
        JsonNode rest = server.json(experiment + "/measurements?limit=1&cursor=1");
        assertThat(rest.path("series").path(0).path("trial").asInt()).isEqualTo(3);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void theFirstOfEqualTrialsIsTheBest() throws Exception {
        assertThat(server.json(experiment + "/best").path("number").asInt()).isEqualTo(1);
    }

    @Test
    void decisionsAreThoseOfTheTrialWithoutItsEpochs() throws Exception {
        JsonNode decisions = server.json(experiment + "/trials/3").path("decisions");
        assertThat(decisions)
                .extracting(d -> d.path("type").asText())
                .startsWith("trial-proposed", "attempt-assigned")
                .endsWith("trial-ended")
                .doesNotContain("epoch-recorded");
        assertThat(decisions).allMatch(d -> d.path("body").path("trial").asInt() == 3);
    }

    @Test
    void anExportHasEveryTrial() throws Exception {
        assertThat(server.json(experiment + "/export?format=json").path("items"))
                .hasSize(3)
                .anySatisfy(t -> assertThat(t.path("measurements")).hasSize(2))
                .allSatisfy(t -> assertThat(t.path("decisions")).isNotEmpty());
        assertThat(server.get(experiment + "/export").body().lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("trial,state,label");
    }

    @Test
    void theLastCheckpointIsServedAsAFile() throws Exception {
        var response = server.get(experiment + "/trials/1/checkpoint");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"epoch\":\"2\"", "\"side.weight\"", "\"optimizer.momentum.fc.weight\"");
        assertThat(server.get(experiment + "/trials/2/checkpoint").statusCode()).isEqualTo(404);
    }

    @Test
    void weightsAreServedWithoutAuxiliaryHeadsAndWhatTheOptimizerRemembers() throws Exception {
        var response = server.get(experiment + "/trials/1/weights");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"weights.safetensors\"");
        assertThat(response.body()).contains("\"fc.weight\"").doesNotContain("side", "optimizer");
        assertThat(server.get(experiment + "/trials/2/weights").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "-1", "one", "99999999999", "1%0a"})
    void aTrialThatIsNotThereIsNotFound(String number) throws Exception {
        var response = server.get(experiment + "/trials/" + number);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("has no trial").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/measurements?metric=validation.acuracy", "/export?format=xml", "/trials?limit=0"})
    void whatCannotBeAskedForIsABadRequest(String query) throws Exception {
        var response = server.get(experiment + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.violation(response).path("remedy").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/leaderboard?metric=test.accuracy",
                "/cross-table?rows=a&columns=b&metric=rate",
                "/leaderboard?baseline=best"
            })
    void whatCannotBeComparedIsRefused(String query) throws Exception {
        var response = server.get(experiment + query);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(RunningServer.violation(response).path("remedy").asText()).isNotBlank();
    }
}
