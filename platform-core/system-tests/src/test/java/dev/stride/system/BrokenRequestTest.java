package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets one clear answer with place, value and remedy, and nothing of it is written. */
class BrokenRequestTest {

    private static final String DATA = "dataset: {name: synthetic, train: 200, test: 50}\n";
    private static final String SPACE = "space: {architecture: lenet-5}\n";

    @TempDir
    static Path folder;

    private static StrideProcess stride;

    @BeforeAll
    static void start() throws IOException {
        stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 0);
    }

    @AfterAll
    static void stop() {
        stride.close();
    }

    @AfterEach
    void nothingIsWritten() {
        assertThat(stride.get("/api/v1/experiments").path("items")).isEmpty();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                broken("empty", "", "the file is empty", 1),
                broken("no map", "just text", "expected a map", 1),
                broken("no YAML", "experiment: [a\nspace: }", "not YAML", 2),
                broken("tab", "experiment: x\n\tspace: 1", "a tab stands", 2),
                broken("unknown name", file("serch: grid\n", SPACE), "did you mean 'search'", 3),
                broken("missing experiment", DATA + SPACE, "'experiment' is missing", 1),
                broken("missing dataset", "experiment: x\n" + SPACE, "'dataset' is missing", 1),
                broken("missing space", "experiment: x\n" + DATA, "'space' is missing", 1),
                broken("unknown data set", "experiment: x\ndataset: minst\n" + SPACE, "did you mean 'mnist'", 2),
                broken("unknown architecture", file("space: {architecture: lenet5}\n"), "did you mean 'lenet-5'", 3),
                broken(
                        "unknown parameter",
                        space("architecture: {lenet-5: {activtion: relu}}"),
                        "did you mean 'activation'",
                        4),
                broken(
                        "unknown choice",
                        space("architecture: {lenet-5: {activation: rleu}}"),
                        "did you mean 'relu'",
                        4),
                broken("wrong type", file("train: {epochs: many}\n", SPACE), "expected an integer", 3),
                broken("number out of range", file("train: {batch: 0}\n", SPACE), "from 1 to", 3),
                broken("fraction for a whole", file("train: {epochs: 1.5}\n", SPACE), "expected an integer", 3),
                broken(
                        "infinite number",
                        space("architecture: lenet-5\n  optimizer: {sgd: {rate: .inf}}"),
                        "no finite number",
                        5),
                broken("duplicate key", "experiment: x\nexperiment: y\n" + DATA + SPACE, "a second time", 2),
                broken("duplicate value", space("architecture: lenet-5\n  seed: [1, 1]"), "twice", 5),
                broken("empty list", space("architecture: lenet-5\n  seed: []"), "the list is empty", 5),
                broken(
                        "range upside down",
                        space("architecture: lenet-5\n  batch: {from: 64, to: 8}"),
                        "from <= to",
                        5),
                broken(
                        "log of nothing",
                        space("architecture: lenet-5\n  optimizer: {sgd: {rate: {from: 0.0, to: 0.1, scale: log}}}\n")
                                + "search: random\nbudget: {trials: 2}\n",
                        "from > 0",
                        5),
                broken("alias", "experiment: &a x\n" + DATA + "space: {architecture: *a}\n", "alias", 3),
                broken("tag", "experiment: !!java.net.URL x\n" + DATA + SPACE, "tag", 1),
                broken(
                        "two documents",
                        "experiment: x\n" + DATA + SPACE + "---\nexperiment: y\n",
                        "second document",
                        4),
                broken("key that is no name", "experiment: x\n? [a, b]\n: 1\n" + DATA + SPACE, "must be a name", 2),
                broken("number beyond all", file("train: {clip-norm: 1e309}\n", SPACE), "out of the range", 3),
                broken("not a number", file("train: {clip-norm: .nan}\n", SPACE), "no finite number", 3),
                broken("hexadecimal", file("train: {batch: 0x10}\n", SPACE), "decimal number", 3),
                broken("date", space("architecture: lenet-5\n  seed: 2024-01-01"), "'2024-01-01' is not an integer", 5),
                broken(
                        "yes for true",
                        space("architecture: lenet-5\n  optimizer: {sgd: {nesterov: yes}}"),
                        "expected true or false",
                        5),
                broken("order turned around", "experiment: a\u202eb\n" + DATA + SPACE, "U+202E", 1),
                broken("deep nesting", "experiment: " + "[".repeat(60) + "]".repeat(60) + "\n", "nested more than", 1),
                broken(
                        "grid over reals",
                        space("architecture: lenet-5\n  optimizer: {sgd: {rate: {from: 0.01, to: 0.1}}}"),
                        "no grid",
                        0),
                broken(
                        "endless search",
                        space("architecture: lenet-5\n  optimizer: {sgd: {rate: {from: 0.01, to: 0.1}}}\n")
                                + "search: random\n",
                        "does not end",
                        0),
                broken(
                        "huge grid",
                        space("architecture: lenet-5\n  seed: {from: 1, to: 1000000000000}"),
                        "1000000000000",
                        3),
                broken(
                        "impossible shape",
                        "experiment: x\ndataset: {name: synthetic, size: 8, train: 200, test: 50}\n" + SPACE,
                        "too small",
                        3),
                broken("impossible depth", space("architecture: {resnet: {depth: 21}}"), "6n + 2", 4),
                broken(
                        "crop larger than the image",
                        space("architecture: lenet-5\n  augmentation: [{random-crop: {pad: 20}}]"),
                        "at most 14",
                        5),
                broken(
                        "colour's axes on grey images",
                        space(
                                "architecture: lenet-5\n  augmentation: {light: [mirror], shifted: [mirror, pca-colour]}"),
                        "pca-colour",
                        5),
                broken(
                        "two steps that mix images",
                        space("architecture: lenet-5\n  augmentation: [mixup, cutmix]"),
                        "mixup and cutmix would each mix it",
                        5),
                broken(
                        "images that GoogLeNet's stem leaves nothing of",
                        space("architecture: googlenet"),
                        "take 'stem: small'",
                        4),
                broken(
                        "no such folder",
                        "experiment: x\ndataset: {name: image-folder, path: nowhere}\n" + SPACE,
                        "no folder, zip or tar",
                        2),
                broken(
                        "path that is none",
                        "experiment: x\ndataset: {name: image-folder, path: \"a\\0b\"}\n" + SPACE,
                        "path of a folder or archive",
                        2),
                broken(
                        "more images than memory",
                        "experiment: x\ndataset: {name: synthetic, size: 64, channels: 3, train: 66000}\n" + SPACE,
                        "need 776 MiB of memory",
                        2),
                broken(
                        "more images than any memory",
                        "experiment: x\ndataset: {name: synthetic, size: 512, channels: 3, train: 1000000}\n" + SPACE,
                        "need 750150 MiB of memory",
                        2),
                broken(
                        "no source",
                        space("architecture: lenet-5\n  transfer: feature-extraction"),
                        "'source' is missing",
                        0),
                broken(
                        "source that is not there",
                        space("architecture: lenet-5\n  transfer: {feature-extraction: {source: {experiment: none}}}"),
                        "there is no experiment 'none'",
                        5),
                broken(
                        "wrong objective",
                        file("objective: {metric: test.accuracy}\n", SPACE),
                        "ranked by validation alone",
                        3),
                broken(
                        "two data sets of one name",
                        "experiment: x\ndataset: {name: synthetic, name: mnist}\n" + SPACE,
                        "a second time",
                        2),
                broken("control characters", "experiment: \"a\\u0007b\"\n" + DATA + SPACE, "printable", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aBrokenFileIsRefusedWithPlaceAndRemedy(String name, String file, String message, int line) {
        HttpResponse<String> response = stride.post("/api/v1/experiments", file);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("\\tat ");
        JsonNode violations = StrideProcess.parsed(response.body()).path("violations");
        assertThat(violations).as(response.body()).anySatisfy(v -> {
            assertThat(v.path("message").asText() + " " + v.path("remedy").asText())
                    .contains(message);
            if (line > 0) {
                assertThat(v.path("line").asInt()).as(v.toString()).isEqualTo(line);
            }
        });
        assertThat(violations)
                .allSatisfy(v -> assertThat(v.path("remedy").asText()).isNotBlank());
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        String file =
                "experiment: x\ndataset: {name: minst}\ntrain: {epochs: 0}\nspace: {architecture: [lenet, resnet8]}\n";
        JsonNode violations = StrideProcess.parsed(
                        stride.post("/api/v1/experiments", file).body())
                .path("violations");
        assertThat(violations).extracting(v -> v.path("line").asInt()).containsExactly(2, 3, 4, 4);
    }

    @Test
    void problemsOfFormDoNotHideThoseOfMeaning() {
        String file = "experiment: &a x\ndataset: minst\nspace: {architecture: *a}\ntrain: {epochs: 1e309}\n";
        JsonNode violations = StrideProcess.parsed(
                        stride.post("/api/v1/experiments", file).body())
                .path("violations");
        assertThat(violations).extracting(v -> v.path("line").asInt()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aProblemOfAnOptionNamesTheOption() {
        HttpResponse<String> response =
                stride.post("/api/v1/experiments?set=train.epochs%3Dmany", "experiment: x\n" + DATA + SPACE);
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode violations = StrideProcess.parsed(response.body()).path("violations");
        assertThat(violations).singleElement().satisfies(v -> {
            assertThat(v.path("set").asText()).isEqualTo("train.epochs=many");
            assertThat(v.has("line")).isFalse();
        });
    }

    @Test
    void aDryRunShowsNetsAndFirstTrialsAndBeginsNothing() {
        HttpResponse<String> response = stride.post(
                "/api/v1/experiments?dry-run=true", space("architecture: lenet-5\n  seed: {from: 1, to: 40}"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode preview = StrideProcess.parsed(response.body());
        assertThat(preview.path("trials").asInt()).isEqualTo(40);
        assertThat(preview.path("networks").path(0).path("parameters").asLong()).isPositive();
        assertThat(preview.path("first"))
                .extracting(t -> t.path("configuration").path("seed").asInt())
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aBodyOfTwoMegabytesIsTooLarge() {
        HttpResponse<String> response = stride.post("/api/v1/experiments", "#".repeat(2 << 20));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(StrideProcess.parsed(response.body()).path("detail").asText())
                .contains("1048576");
    }

    @Test
    void pagesOfOthersChangeNothing() {
        HttpResponse<String> response = stride.post("/api/v1/experiments", DATA, "Origin", "http://elsewhere.example");
        assertThat(response.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "/api/v1/experiments/zzz",
                "/api/v1/experiments/last/trials/1",
                "/api/v1/nothing",
                "/api/v1/networks/lenet-6",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/vendor/..%2f..%2fapp"
            })
    void whatIsNotThereIsNotFound(String path) {
        HttpResponse<String> response = stride.send(
                HttpRequest.newBuilder(URI.create(stride.url() + path)).build());
        assertThat(response.statusCode()).isIn(404, 422);
        assertThat(response.body()).doesNotContain("root:").doesNotContain("Exception");
    }

    private static Arguments broken(String name, String file, String message, int line) {
        return Arguments.of(name, file, message, line);
    }

    private static String file(String... parts) {
        return "experiment: x\n" + DATA + String.join("", parts);
    }

    private static String space(String inside) {
        return file("space:\n  " + inside + "\n");
    }
}
