package dev.stride.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters in a real Prometheus; skipped aloud where it is not installed. */
class PrometheusTest {

    private static final String FILE = """
            experiment: scraped
            dataset: {name: synthetic, classes: 3, train: 300, test: 60}
            train: {epochs: 2, batch: 20}
            space:
              architecture: lenet-5
              seed: [1, 2]
            """;

    @TempDir
    Path folder;

    @Test
    void prometheusScrapesTheMeters() throws Exception {
        Path prometheus = Program.installed("prometheus");
        try (var stride = StrideProcess.start(Files.createDirectories(folder.resolve("data")), 2)) {
            run(stride);
            int port = Program.freePort();
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
        var url = URI.create("http://127.0.0.1:" + port
                        + "/api/v1/query?query=stride_trials_total%7Boutcome%3D%22completed%22%7D")
                .toURL();
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String run(StrideProcess stride) {
        String id = stride.submit(FILE);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
        return id;
    }
}
