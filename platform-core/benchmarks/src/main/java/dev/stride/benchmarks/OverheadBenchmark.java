package dev.stride.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a trial costs beside its training: 200 trials of one step each on one warm slot, through the whole platform. The
 * time from one trial's end to the next one's end is an upper bound of that from its end to the next one's first step.
 * Argument: the launcher, {@code platform-core/distribution/target/stride/bin/stride}.
 */
public final class OverheadBenchmark {

    private static final int TRIALS = 200;
    private static final int WARM_UP = 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = """
            experiment: overhead
            dataset: {name: synthetic, train: 40, test: 10, validation: 0.5}
            train: {epochs: 1, batch: 20}
            space:
              architecture: lenet-5
              seed: {from: 1, to: %d}
            """.formatted(TRIALS);

    private OverheadBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("stride-overhead");
        Process server = new ProcessBuilder(args[0], "server", "--port", "0", "--slots", "1", "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var lines = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
            String url = lines.readLine().replace("stride is at ", "");
            String id = run(url);
            report(ends(url, id));
        } finally {
            server.destroy();
            server.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static String run(String url) throws IOException, InterruptedException {
        String id = JSON.readTree(send(HttpRequest.newBuilder(URI.create(url + "/api/v1/experiments"))
                        .POST(HttpRequest.BodyPublishers.ofString(FILE))))
                .path("id")
                .asText();
        // The stream ends a line after the experiment does.
        HttpResponse<java.util.stream.Stream<String>> stream = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/experiments/" + id + "/stream"))
                        .header("Last-Event-ID", "0")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (var events = stream.body()) {
            if (!events.anyMatch(line -> line.equals("event: end"))) {
                throw new IOException("the stream broke off before the experiment's end");
            }
        }
        return id;
    }

    private static List<Long> ends(String url, String id) throws IOException, InterruptedException {
        var ends = new ArrayList<Long>();
        long after = 0;
        while (true) {
            JsonNode page = JSON.readTree(send(HttpRequest.newBuilder(
                            URI.create(url + "/api/v1/experiments/" + id + "/events?after=" + after))))
                    .path("items");
            if (page.isEmpty()) {
                return ends;
            }
            for (JsonNode event : page) {
                after = event.path("sequence").asLong();
                if (event.path("type").asText().equals("trial-ended")) {
                    ends.add(Instant.parse(event.path("at").asText()).toEpochMilli());
                }
            }
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void report(List<Long> ends) {
        var gaps = new ArrayList<Long>();
        for (int i = WARM_UP; i < ends.size(); i++) {
            gaps.add(ends.get(i) - ends.get(i - 1));
        }
        gaps.sort(Long::compare);
        System.out.printf(
                Locale.ROOT,
                "%d trials of one step: from end to end %d ms in the median, %d ms at the 99th percentile%n",
                ends.size(),
                gaps.get(gaps.size() / 2),
                gaps.get(gaps.size() * 99 / 100));
    }
}
