package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route: methods, heads, hosts, origins, headers, and what is no request. */
class ServerVerticleTest {

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/experiments", "/api/v1/modules", "/metrics", "/openapi.json", "/health/live"})
    void aHeadHasTheHeadersAndNoBody(String path) throws Exception {
        HttpResponse<String> full = server.get(path);
        HttpResponse<String> head = server.send("HEAD", path, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(full.headers().firstValue("Content-Type"));
    }

    @Test
    void thePageHasAHeadToo() throws Exception {
        HttpResponse<String> head = server.send("HEAD", "/", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/experiments | POST, GET, HEAD",
                "PUT | /api/v1/experiments/last | GET, HEAD",
                "GET | /api/v1/experiments/last/stop | POST",
                "POST | /api/v1/modules | GET, HEAD",
                "OPTIONS | /api/v1/modules | GET, HEAD",
                "POST | /metrics | GET, HEAD",
                "DELETE | /index.html | GET, HEAD"
            })
    void anotherMethodIsAnsweredWithThoseThatAre(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response = server.send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningServer.violation(response).path("message").asText()).contains(method);
        assertThat(RunningServer.violation(response).path("remedy").asText()).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/nothing", "/api/v1/experiments/last/nothing", "/vendor/..%2f..%2fa"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningServer.violation(response).path("message").asText()).startsWith("there is nothing at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "0.0.0.0"
            })
    void aNameThatWasBoundAnewIsRefused(String host) throws Exception {
        String answer = request(host, "");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("header.Host").contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:1234", "127.0.0.1", "[::1]:80"})
    void loopbackNamesAreLetIn(String host) throws Exception {
        assertThat(request(host, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "https://localhost:%d", "http://["})
    void pagesOfOtherOriginsGetNothing(String origin) throws Exception {
        String answer = request("localhost:" + server.port(), "Origin: " + origin.formatted(server.port()) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("header.Origin");
    }

    @Test
    void theOwnPageIsLetInAndNobodyElseIsInvited() throws Exception {
        String answer = request("localhost:" + server.port(), "Origin: http://localhost:" + server.port() + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control-allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/experiments", "/api/v1/nothing", "/metrics"})
    void everyAnswerKeepsTheBrowserStrict(String path) throws Exception {
        var headers = server.get(path).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("object-src 'none'")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void aSecondVersionOfHttpIsNotSpoken() throws Exception {
        String upgrade = request(
                "localhost",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n");
        assertThat(upgrade).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void whatIsNoHttpGetsAProblem(String request) throws Exception {
        assertThat(server.raw(request))
                .startsWith("HTTP/1.")
                .contains("application/problem+json")
                .contains("malformed")
                .doesNotContain("xception");
    }

    @Test
    void anAddressThatIsTooLongGetsAProblem() throws Exception {
        String answer =
                server.raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains(" 431 ").contains("application/problem+json");
    }

    private static String request(String host, String headers) throws Exception {
        boolean persistent = headers.contains("Connection:");
        return server.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                + (persistent ? "\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n" : "")
                + "Connection: close\r\n\r\n");
    }
}
