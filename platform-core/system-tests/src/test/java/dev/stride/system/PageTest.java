package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, and the meters in a real Prometheus; skipped aloud where they are not installed. */
class PageTest {

    private static final String FILE = """
            experiment: "<b>bold</b>"
            dataset: {name: synthetic, classes: 3, train: 300, test: 60}
            train: {epochs: 2, batch: 20}
            space:
              architecture: lenet-5
              seed: [1, 2]
            """;

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatTheApiSaysAndNamesStayText() throws Exception {
        Path chromium = installed("chromium");
        try (var stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 2)) {
            String id = run(stride);
            String list = dom(chromium, stride.url() + "/#/");
            assertThat(list).contains("&lt;b&gt;bold&lt;/b&gt;").doesNotContain("<b>bold");
            String experiment = dom(chromium, stride.url() + "/#/experiments/" + id);
            assertThat(experiment).contains("Leaderboard").contains("<canvas").contains("95% interval over seeds");
            String trial = dom(chromium, stride.url() + "/#/experiments/" + id + "/trials/1");
            assertThat(trial)
                    .contains("Checkpoints")
                    .contains("trained to its end")
                    .contains("conv 5x5, 6");
            assertThat(dom(chromium, stride.url() + "/#/networks/resnet-20"))
                    .contains("269,722")
                    .contains("40,551,040");
        }
    }

    @Test
    void prometheusScrapesTheMeters() throws Exception {
        Path prometheus = installed("prometheus");
        try (var stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 2)) {
            run(stride);
            int port = freePort();
            Path settings = Files.writeString(
                    folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s}
                    scrape_configs:
                      - job_name: stride
                        static_configs: [{targets: ["%s"]}]
                    """.formatted(stride.url().substring("http://".length())));
            Process server = new ProcessBuilder(
                            prometheus.toString(),
                            "--config.file=" + settings,
                            "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.txt").toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> query(port).contains("\"2\""));
            } finally {
                server.destroy();
                server.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }

    private static String query(int port) throws IOException {
        var url = java.net
                .URI
                .create("http://127.0.0.1:" + port
                        + "/api/v1/query?query=stride_trials_total%7Boutcome%3D%22completed%22%7D")
                .toURL();
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(StrideProcess stride) {
        String id = stride.submit(FILE);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
        return id;
    }

    /** The page's elements once it has settled. */
    private String dom(Path chromium, String url) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "profile");
        Path out = folder.resolve("dom.html");
        var command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=5000",
                "--user-data-dir=" + profile,
                "--dump-dom",
                url));
        Process browser = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    /** Missing programs skip a test, but not where the build is meant to be complete. */
    private static Path installed(String program) {
        Path found = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        boolean there = !found.toString().isEmpty();
        assertThat(there || System.getenv("CI") == null)
                .as(program + " is installed under CI")
                .isTrue();
        assumeTrue(there, program + " is not installed");
        return found;
    }
}
