package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endings other than a good one, idempotent requests, and a document that says what there is. */
class OutcomeTest {

    private static final String DATA = "dataset: {name: synthetic, train: 600, test: 60}\n";

    @TempDir
    static Path folder;

    private static StrideProcess stride;

    @BeforeAll
    static void start() throws IOException {
        stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 1);
    }

    @AfterAll
    static void stop() {
        stride.close();
    }

    @Test
    void aRateThatIsTooHighDivergesAndIsNotTriedAgain() {
        String id = stride.submit("experiment: wild\n" + DATA
                + "space: {architecture: {lenet-5: {activation: relu}}, optimizer: {sgd: {rate: 900}}}\n");
        end(id);
        JsonNode trial = stride.get("/api/v1/experiments/" + id + "/trials/1");
        assertThat(trial.path("state").asText()).isEqualTo("diverged");
        assertThat(trial.path("attempt").asInt()).isEqualTo(1);
        assertThat(trial.path("reason").asText()).contains("step");
    }

    @Test
    void stoppingEndsARunningTrialSoonAndKeepsWhatItMeasured() {
        String id = stride.submit(
                "experiment: long\n" + DATA + "train: {epochs: 5000}\nspace: {architecture: lenet-5, seed: [1, 2]}\n");
        await().atMost(Duration.ofSeconds(60)).until(() -> stride.epochs(id) > 0);
        assertThat(stride.post("/api/v1/experiments/" + id + "/stop", "").statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stride.experiment(id).path("state").asText().equals("stopped"));
        assertThat(stride.get("/api/v1/experiments/" + id + "/trials").path("items"))
                .allMatch(t -> t.path("state").asText().equals("stopped"));
        assertThat(stride.get("/api/v1/experiments/" + id + "/trials/1").path("measurements"))
                .isNotEmpty();
        assertThat(stride.post("/api/v1/experiments/" + id + "/stop", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneIdempotencyKeyMakesOneExperiment() {
        String file = "experiment: once\n" + DATA + "train: {epochs: 1}\nspace: {architecture: lenet-5}\n";
        var first = stride.post("/api/v1/experiments", file, "Idempotency-Key", "a");
        var again = stride.post("/api/v1/experiments", file, "Idempotency-Key", "a");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(StrideProcess.parsed(again.body()).path("id"))
                .isEqualTo(StrideProcess.parsed(first.body()).path("id"));
        var other = stride.post("/api/v1/experiments", file + "seed: 7\n", "Idempotency-Key", "a");
        assertThat(other.statusCode()).isEqualTo(409);
        end(StrideProcess.parsed(first.body()).path("id").asText());
    }

    @Test
    void featuresOfAnotherExperimentAreFrozenToTheBit() {
        String source = stride.submit("experiment: source\n" + DATA
                + "train: {epochs: 2}\nspace: {architecture: {resnet-8: {width: 0.25}}}\n");
        end(source);
        String id = stride.submit("experiment: target\n" + DATA + "train: {epochs: 2}\nspace:\n"
                + "  architecture: {resnet-8: {width: 0.25}}\n"
                + "  transfer: {feature-extraction: {source: {experiment: " + source + "}}}\n");
        end(id);
        byte[] before = checkpoint(source);
        byte[] after = checkpoint(id);
        for (String tensor : new String[] {"conv1.weight", "bn1.running_mean", "stage3.block1.bn2.running_var"}) {
            assertThat(Tensors.bytes(after, tensor)).isEqualTo(Tensors.bytes(before, tensor));
        }
        assertThat(Tensors.bytes(after, "fc.weight")).isNotEqualTo(Tensors.bytes(before, "fc.weight"));
    }

    @Test
    void theDocumentNamesTheRoutesThatThereAre() {
        JsonNode document = stride.get("/openapi.json");
        var paths = new TreeSet<String>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths).contains("/api/v1/experiments", "/metrics");
        for (String path : paths) {
            String called = Pattern.compile("\\{[a-z]+}").matcher(path).replaceAll("nothing-of-this-name");
            if (document.path("paths").path(path).has("get")) {
                var response = stride.send(HttpRequest.newBuilder(URI.create(stride.url() + called))
                        .build());
                assertThat(response.body()).as(path).doesNotContain("there is nothing at");
            }
        }
    }

    private static byte[] checkpoint(String id) {
        try {
            return java.net.http.HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            stride.url() + "/api/v1/experiments/" + id + "/trials/1/checkpoint"))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void end(String id) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> !stride.experiment(id).path("state").asText().equals("running"));
    }
}
