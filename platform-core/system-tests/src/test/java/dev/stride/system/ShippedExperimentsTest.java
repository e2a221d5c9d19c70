package dev.stride.system;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every experiment file that ships is taken by a server and would run as many trials, of the nets, as it is meant to. Whole
 * data sets are replaced by their samples, a user's images by drawn ones, and the sources of transfer are trained briefly,
 * or of zeros.
 */
class ShippedExperimentsTest {

    private static final Path FILES =
            Path.of(System.getProperty("stride.root"), "platform-core", "cli", "src", "main", "experiments");
    private static final Pattern STRATEGY = Pattern.compile("(\\S+): \\{source: \\{file: resnet18\\.pth");
    private static final Pattern CAFFE = Pattern.compile("(\\S+): \\{source: \\{file: squeezenet\\.safetensors");
    private static final Pattern BASELINE = Pattern.compile("stride compare last --baseline (\\S+)");
    private static final Pattern COMPARISON = Pattern.compile("stride compare (\\S+) --rows (\\S+) --columns (\\S+)");

    /** @param parameters of the different nets, in ascending order */
    private record Study(int trials, List<Integer> parameters) {

        static Study of(int trials, Integer... parameters) {
            return new Study(trials, List.of(parameters));
        }
    }

    private static final Map<String, Study> STUDIES = Map.ofEntries(
            entry("architectures-at-equal-epochs", Study.of(18, 19_074, 34_690, 61_706, 61_722, 96_258)),
            entry(
                    "architectures-at-equal-epochs-long",
                    Study.of(36, 5_983_802, 21_115_978, 21_289_802, 23_528_522, 58_322_314, 134_301_514)),
            entry("architectures-on-a-folder", Study.of(5, 230_218, 246_890, 269_722, 378_946, 7_050_794)),
            entry("augmentation-leave-one-out", Study.of(18, 19_074)),
            entry("augmentation-leave-one-out-long", Study.of(24, 269_722)),
            entry("auxiliary-heads", Study.of(6, 95_348)),
            entry("auxiliary-heads-long", Study.of(6, 5_983_802)),
            entry("bottleneck-cost", Study.of(6, 58_554, 179_242)),
            entry("bottleneck-cost-long", Study.of(6, 5_841_578, 23_911_978)),
            entry("classics-on-digits", Study.of(9, 19_074, 61_706)),
            entry("degradation", Study.of(18, 19_074, 67_906, 116_738)),
            entry("degradation-long", Study.of(18, 269_722, 853_018, 1_727_962)),
            entry("features-for-100-digits", Study.of(6, 61_706)),
            entry("freeze-depth", Study.of(45, 19_074)),
            entry("freeze-depth-long", Study.of(54, 11_181_642)),
            entry("lenet-5-on-fashion", Study.of(3, 61_706)),
            entry("lenet-5-on-mnist", Study.of(3, 61_706)),
            entry("lenet-5-without-distortions", Study.of(3, 61_706)),
            entry("lenet-then-and-now", Study.of(20, 61_706)),
            entry("lenet-then-and-now-long", Study.of(20, 61_706)),
            entry("resnet-8-on-a-folder", Study.of(1, 75_290)),
            entry("source-on-fashion", Study.of(1, 19_074)),
            entry("squeezenet-by-size", Study.of(90, 740_554, 768_906)),
            entry("squeezenet-compared", Study.of(12, 740_554)),
            entry("squeezenet-features", Study.of(20, 740_554)),
            entry("squeezenet-from-scratch", Study.of(20, 740_554)),
            entry("transfer-by-size", Study.of(45, 6_530, 19_074)),
            entry("transfer-by-size-long", Study.of(90, 2_799_882, 11_181_642)));

    @TempDir
    static Path folder;

    private static StrideProcess stride;

    @BeforeAll
    static void start() throws IOException {
        stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 1);
        drawImages();
        ZeroWeights.caffeSqueezeNet().write(folder.resolve("squeezenet.safetensors"));
        ZeroWeights.torchvisionResNet18().write(folder.resolve("resnet18.safetensors"));
        for (String source : List.of("classics-on-digits", "source-on-fashion")) {
            train(source);
        }
    }

    @AfterAll
    static void stop() {
        stride.close();
    }

    @Test
    void noneIsForgottenHere() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".yaml"))
                            .map(file -> file.replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(STUDIES.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itWouldRunTheTrialsThatItIsMeantTo(String name) {
        JsonNode preview = accepted(name, "?dry-run=true");
        var parameters = new TreeSet<Integer>();
        preview.path("networks")
                .forEach(net -> parameters.add(net.path("parameters").asInt()));
        assertThat(new Study(preview.path("trials").asInt(), List.copyOf(parameters)))
                .isEqualTo(STUDIES.get(name));
    }

    @ParameterizedTest
    @MethodSource("advising")
    void theComparisonThatItAdvisesIsOfTwoParametersOfIts(String name) {
        Matcher advice = COMPARISON.matcher(text(name));
        assertThat(advice.find()).isTrue();
        assertThat(advice.group(1))
                .as("experiments are not found by their names")
                .isEqualTo("last");
        for (JsonNode trial : accepted(name, "?dry-run=true").path("first")) {
            var parameters = new ArrayList<String>();
            trial.path("configuration").fieldNames().forEachRemaining(parameters::add);
            assertThat(parameters).haveExactly(1, calledSo(advice.group(2))).haveExactly(1, calledSo(advice.group(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"augmentation-leave-one-out", "augmentation-leave-one-out-long"})
    void theBaselineThatItAdvisesIsAConfigurationOfIts(String name) {
        Matcher advice = BASELINE.matcher(text(name));
        assertThat(advice.find()).isTrue();
        var labels = new ArrayList<String>();
        accepted(name, "?dry-run=true")
                .path("first")
                .forEach(trial -> labels.add(trial.path("label").asText()));
        assertThat(labels).anyMatch(label -> label.endsWith(" " + advice.group(1)));
    }

    /** By its whole name or by the last word. */
    private static Condition<String> calledSo(String word) {
        return new Condition<>(name -> ("." + name).endsWith("." + word), "called " + word);
    }

    static Stream<String> names() {
        return STUDIES.keySet().stream().sorted();
    }

    static Stream<String> advising() {
        return names().filter(name -> text(name).contains("stride compare last --rows"));
    }

    private static String text(String name) {
        try {
            return Files.readString(FILES.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a file with what it needs to be taken here. */
    private static JsonNode accepted(String name, String query, String... more) {
        String file = text(name);
        var sets = new ArrayList<>(List.of(more));
        if (file.contains("name: image-folder")) {
            sets.add("dataset.path=" + folder.resolve("images"));
        }
        if (file.contains("name: cifar-10")) {
            sets.add("dataset.name=image-folder");
            sets.add("dataset.path=" + folder.resolve("images"));
        }
        STRATEGY.matcher(file)
                .results()
                .forEach(strategy -> sets.add("space.transfer." + strategy.group(1) + ".source.file="
                        + folder.resolve("resnet18.safetensors")));
        if (file.contains("file: squeezenet.safetensors")) {
            CAFFE.matcher(file).results().forEach(strategy -> {
                String source = "space.transfer." + strategy.group(1) + ".source.";
                sets.add(source + "file=" + folder.resolve("squeezenet.safetensors"));
                sets.add(source + "names=" + FILES.resolve("squeezenet-1.0-caffe.json"));
            });
        }
        if (file.contains("train-images: 1000}")) {
            sets.add("dataset.train-images=200");
        }
        if (file.contains("size: full")) {
            sets.add("dataset.size=sample");
        }
        if (file.contains("train-images: [100, 1000, 10000]")) {
            sets.add("space.train-images=" + (file.contains("image-folder") ? "[50, 100, 200]" : "[100, 1000, 5000]"));
        }
        String overrides = sets.stream()
                .map(set -> "&set=" + URLEncoder.encode(set, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        var response = stride.post("/api/v1/experiments" + query + overrides, file);
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return StrideProcess.parsed(response.body());
    }

    private static void train(String source) {
        String id = accepted(source, "?dry-run=false", "train.epochs=1", "space.seed=1", "dataset.train-images=200")
                .path("id")
                .asText();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
    }

    /** Colour images of 32x32, enough of each of ten classes to hold some out. */
    private static void drawImages() throws IOException {
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int kind = 0; kind < 10; kind++) {
            for (String part : List.of("train", "test")) {
                Path where = Files.createDirectories(
                        folder.resolve("images").resolve(part).resolve("class" + kind));
                for (int i = 0; i < 30; i++) {
                    image.setRGB(i, kind, 0xFFFFFF);
                    ImageIO.write(image, "png", where.resolve(i + ".png").toFile());
                }
            }
        }
    }
}
