package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as the launcher starts it, in a process of its own with slot processes beside it. */
final class StrideProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final String url;

    private StrideProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static Path launcher() {
        return Path.of(
                System.getProperty("stride.root"),
                "platform-core",
                "distribution",
                "target",
                "stride",
                "bin",
                "stride");
    }

    /** Starts a server on a data folder and any free port. */
    static StrideProcess start(Path data, int slots) throws IOException {
        return start(data, slots, 0);
    }

    /** Starts a server on a data folder and a port, any free one for 0. */
    static StrideProcess start(Path data, int slots, int port) throws IOException {
        Process process = new ProcessBuilder(
                        launcher().toString(),
                        "server",
                        "--port",
                        Integer.toString(port),
                        "--slots",
                        Integer.toString(slots),
                        "--data",
                        data.toString())
                .redirectError(data.resolveSibling("stderr.txt").toFile())
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        assertThat(line).as("the server's first line").startsWith("stride is at http://localhost:");
        return new StrideProcess(process, line.substring("stride is at ".length()));
    }

    String url() {
        return url;
    }

    /** The slot processes. */
    List<ProcessHandle> slots() {
        return process.children().toList();
    }

    JsonNode get(String path) {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isLessThan(300);
        return parsed(response.body());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Submits an experiment and gives its id. */
    String submit(String file) {
        HttpResponse<String> response = post("/api/v1/experiments", file);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return parsed(response.body()).path("id").asText();
    }

    JsonNode experiment(String id) {
        return get("/api/v1/experiments/" + id);
    }

    /** What every trial measured and the hash of every checkpoint, in order: what two equal runs have in common. */
    List<String> traces(String id) {
        var traces = new ArrayList<String>();
        for (JsonNode trial : get("/api/v1/experiments/" + id + "/trials").path("items")) {
            JsonNode full = get("/api/v1/experiments/" + id + "/trials/"
                    + trial.path("number").asInt());
            traces.add(trial.path("number").asInt() + " " + trial.path("state").asText() + " "
                    + trial.path("testAccuracy") + " " + full.path("measurements") + " " + full.path("checkpoints"));
        }
        return traces;
    }

    /** How many epochs were recorded so far. */
    int epochs(String id) {
        return experiment(id).path("epochsDone").asInt();
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Kills the server and its slot processes, as a power cut would, the server first. */
    void killTree() {
        List<ProcessHandle> children = slots();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        waitForEnd();
        children.forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    private void waitForEnd() {
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("the server ends")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        waitForEnd();
    }
}
