package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API as the command uses it. */
final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration HELLO = Duration.ofSeconds(3);
    private static final int HIGHEST_PORT = 65_535;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final String base;

    ApiClient(String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        if (!isAddress(this.base)) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "'" + base + "' is no server's address",
                    "write it as http://localhost:8686; a host's name has letters, digits, '-' and '.', and a port is"
                            + " at most " + HIGHEST_PORT);
        }
    }

    private static boolean isAddress(String base) {
        if (!base.matches("https?://[^\\s/?#]+")) {
            return false;
        }
        try {
            var uri = new URI(base);
            return uri.getHost() != null && uri.getPort() <= HIGHEST_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    String base() {
        return base;
    }

    /**
     * The name that a start of the server gave itself; empty where what answers is no Stride server.
     *
     * @throws ServerAbsent where nothing answers
     * @throws PlatformException with {@code TIMED_OUT} where what is there does not answer in time
     */
    Optional<String> instance() {
        HttpRequest request = request("/health/live").timeout(HELLO).build();
        try {
            return exchange(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue(ServerOptions.INSTANCE_HEADER);
        } catch (ServerAbsent | ServerSilent e) {
            throw e;
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    JsonNode get(String path) {
        return parsed(send(request(path).build()));
    }

    String text(String path) {
        return send(request(path).build());
    }

    /** @param headers names and values by turns */
    JsonNode post(String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return parsed(send(request.build()));
    }

    /**
     * Has something done that needs no words, and gives the status that says how it was taken.
     *
     * @throws PlatformException where it was refused
     */
    int order(String path) {
        return answer(request(path).POST(HttpRequest.BodyPublishers.noBody()).build())
                .statusCode();
    }

    /** Writes what stands at a path into a file, which may be larger than memory. */
    void download(String path, Path file) {
        HttpResponse<InputStream> response = exchange(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() >= 300) {
                throw ProblemAnswer.of(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "what the server sent could not be kept: " + e.getMessage(),
                    "check the space in the file's folder, and that the server still runs",
                    e);
        }
    }

    /**
     * The lines of a stream of events, after one that is known. To be closed; reading fails with an
     * {@link UncheckedIOException} where the connection is lost.
     *
     * @throws PlatformException where the answer is no stream, with what it says instead
     */
    Stream<String> lines(String path, String lastEvent) {
        HttpResponse<Stream<String>> response = exchange(
                request(path)
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", lastEvent)
                        .timeout(Duration.ofDays(30))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() < 300) {
            return response.body();
        }
        try (Stream<String> body = response.body()) {
            throw ProblemAnswer.of(response.statusCode(), body.collect(Collectors.joining("\n")));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private String send(HttpRequest request) {
        return answer(request).body();
    }

    private HttpResponse<String> answer(HttpRequest request) {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw ProblemAnswer.of(response.statusCode(), response.body());
        }
        return response;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new ServerAbsent(base);
        } catch (HttpTimeoutException e) {
            throw new ServerSilent(base, e);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.TIMED_OUT, "the server at " + base + " broke off: " + e.getMessage(), "try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.DEFECT, "interrupted while the server was asked", "try again", e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.CORRUPT, "the server's answer is no JSON", "check that it is a Stride server", e);
        }
    }
}
