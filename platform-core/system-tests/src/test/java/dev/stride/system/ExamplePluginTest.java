package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's plugin: built by its own pom outside the reactor, dropped into the plugins folder, and trained. */
class ExamplePluginTest {

    private static final Path ROOT = Path.of(System.getProperty("stride.root"));
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private static final String BUILT = DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());

    @TempDir
    Path folder;

    @Test
    void itIsBuiltOnItsOwnAndTrains() throws Exception {
        Path jar = build(repository());
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("plugins"));
        Files.copy(jar, data.resolve("plugins").resolve("example.jar"));
        Files.writeString(data.resolve("plugins").resolve("broken.jar"), "no jar");
        try (var stride = StrideProcess.start(data, 1)) {
            assertThat(stride.get("/api/v1/modules").path("items"))
                    .anyMatch(m -> m.path("plugin").asText().equals("example")
                            && m.path("name").asText().equals("swish-net"));
            String id = stride.submit("""
                    experiment: strangers
                    dataset: {name: synthetic, classes: 3, train: 600, test: 90, noise: 0.1}
                    train: {epochs: 3, batch: 20}
                    space:
                      architecture: {swish-net: {filters: 6}}
                      augmentation: {dimmed: [{dim: {least: 0.8}}]}
                    """);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
            var trial = stride.get("/api/v1/experiments/" + id + "/trials/1");
            assertThat(trial.path("state").asText()).isEqualTo("completed");
            assertThat(trial.path("testAccuracy").asDouble()).isGreaterThan(0.5);
        }
    }

    /** A repository with what a plugin needs, as a folder. */
    private Path repository() throws IOException {
        Path repository = folder.resolve("repository");
        put(repository, "stride-parent", ROOT, false);
        put(repository, "stride-platform-core", ROOT.resolve("platform-core"), false);
        for (String room : List.of("model", "network", "spi", "spi-testkit")) {
            put(repository, "stride-" + room, ROOT.resolve("platform-core").resolve(room), true);
        }
        return repository;
    }

    /** A build's place in a repository, dated: without a date Maven would take an earlier build that it remembers. */
    private void put(Path repository, String artifact, Path module, boolean jar) throws IOException {
        Path place = repository.resolve("dev/stride").resolve(artifact).resolve(VERSION);
        Files.createDirectories(place);
        String dated = artifact + "-" + VERSION.replace("SNAPSHOT", BUILT + "-1");
        Files.writeString(place.resolve("maven-metadata.xml"), metadata(artifact));
        Files.copy(module.resolve("pom.xml"), place.resolve(dated + ".pom"));
        if (jar) {
            Files.copy(
                    module.resolve("target").resolve(artifact + "-" + VERSION + ".jar"), place.resolve(dated + ".jar"));
        }
    }

    private static String metadata(String artifact) {
        return """
                <metadata>
                  <groupId>dev.stride</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <versioning>
                    <snapshot><timestamp>%s</timestamp><buildNumber>1</buildNumber></snapshot>
                    <lastUpdated>%s</lastUpdated>
                  </versioning>
                </metadata>
                """.formatted(artifact, VERSION, BUILT, BUILT.replace(".", ""));
    }

    private Path build(Path repository) throws IOException, InterruptedException {
        Path log = folder.resolve("build.txt");
        Path copy = folder.resolve("example");
        try (var files = Files.walk(ROOT.resolve("plugins/example"))) {
            for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
                Path to = copy.resolve(
                        ROOT.resolve("plugins/example").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-q",
                        "-U",
                        "-f",
                        copy.resolve("pom.xml").toString(),
                        "package",
                        "-Dstride.repository=" + repository.toUri())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(maven.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
        return copy.resolve("target/stride-plugin-example-1.0.0.jar");
    }
}
