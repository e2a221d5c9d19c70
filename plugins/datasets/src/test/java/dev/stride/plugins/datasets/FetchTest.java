package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stride.spi.DataAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FetchTest {

    private static final int MOST = 1_000;
    private static final byte[] CONTENT = {1, 2, 3};
    private static final Fetch PATIENT = new Fetch(Duration.ofSeconds(10), Duration.ofSeconds(20), MOST);
    private static final Fetch HASTY = new Fetch(Duration.ofMillis(200), Duration.ofSeconds(20), MOST);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole/", exchange -> answer(exchange, packed(CONTENT)));
        server.createContext("/long/", exchange -> answer(exchange, new byte[MOST + 1]));
        server.createContext("/endless/", this::endless);
        server.createContext("/stalled/", this::stalled);
        server.createContext("/silent/", exchange -> await());
        server.createContext("/dripping/", this::dripping);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aFileComesWholeAndIsUnpacked() throws Exception {
        assertThat(PATIENT.get(address("/whole/file"))).isEqualTo(packed(CONTENT));
        assertThat(download("/whole/", PATIENT).read(List.of("a", "b")))
                .containsOnlyKeys("a", "b")
                .allSatisfy((name, content) -> assertThat(content).isEqualTo(CONTENT));
    }

    @Test
    void aFileThatIsTooLongIsGivenUp() {
        for (String place : List.of("/long/file", "/endless/file")) {
            assertThatThrownBy(() -> PATIENT.get(address(place)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 1000 bytes");
        }
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() {
        assertThatThrownBy(() -> HASTY.get(address("/stalled/file")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing came for 200 ms, after 3 bytes");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        assertThatThrownBy(() -> HASTY.get(address("/silent/file"))).hasMessageContaining("after 0 bytes");
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() {
        var limited = new Fetch(Duration.ofMillis(300), Duration.ofSeconds(1), MOST);
        assertThatThrownBy(() -> limited.get(address("/dripping/file"))).hasMessageContaining("longer than 1 s");
    }

    @Test
    void whatIsNotThereSaysSo() {
        assertThatThrownBy(() -> PATIENT.get(address("/absent"))).hasMessageContaining("answered 404");
    }

    @Test
    void aServerThatIsNotThereSaysSo() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> PATIENT.get(URI.create("http://127.0.0.1:" + port + "/file")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be had")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        var waiting = new FutureTask<>(() -> PATIENT.get(address("/silent/file")));
        var thread = new Thread(waiting);
        thread.start();
        thread.interrupt();
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aFileWithAnotherHashIsNamedAndStaysOutOfTheCache(@TempDir Path cache) throws IOException {
        var files = new IdxFiles("set", Map.of(), List.of(download("/whole/", PATIENT)));
        var access = new DataAccess(cache, true, MOST, line -> {});
        assertThatThrownBy(() -> files.full(access))
                .hasMessageContaining("/whole/: " + IdxFiles.TRAIN_IMAGES + " has the SHA-256 " + Sha256.of(CONTENT));
        try (var kept = Files.list(cache)) {
            assertThat(kept).isEmpty();
        }
    }

    private Source download(String folder, Fetch fetch) {
        return new Source.Download(address(folder).toString(), fetch);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, byte[] content) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private void endless(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (over.getCount() > 0) {
                body.write(new byte[100]);
                body.flush();
            }
        }
    }

    private void stalled(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, MOST);
        exchange.getResponseBody().write(CONTENT);
        exchange.getResponseBody().flush();
        await();
    }

    private void dripping(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            while (!over(50)) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
            }
        }
    }

    private void await() {
        over(Duration.ofMinutes(1).toMillis());
    }

    private boolean over(long milliseconds) {
        try {
            return over.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static byte[] packed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
