package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PublishedFileTest {

    private static final int HALF = 50_000;
    private static final Fetch FETCH = new Fetch(Duration.ofMillis(500), Duration.ofSeconds(20), 1 << 20);

    @TempDir
    private Path cache;

    private final byte[] content = bytes(1);
    private final byte[] other = bytes(2);
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch sentHalf = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[2 * HALF];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole/", exchange -> whole(exchange, content));
        server.createContext("/parts/", this::parts);
        server.createContext("/other/", exchange -> whole(exchange, other));
        server.createContext("/cut/", this::cut);
        server.createContext("/odd/", exchange -> part(exchange, 7));
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aFileIsFetchedOnceAndKept() throws IOException {
        assertThat(published("/whole/").kept(access(true))).hasBinaryContent(content);
        assertThat(published("/whole/").kept(access(false))).hasBinaryContent(content);
        assertThat(ranges).containsExactly("none");
    }

    @Test
    void whatACutConnectionLeftGoesOn() throws IOException {
        assertThatThrownBy(() -> published("/cut/").kept(access(true)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_UNAVAILABLE))
                .hasMessageContaining("tried cache: has no set.tar.gz; http://127.0.0.1:");
        assertThat(cache.resolve("set.tar.gz")).doesNotExist();
        long kept = Files.size(cache.resolve("set.tar.gz.part"));
        assertThat(kept).isPositive();
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
        assertThat(ranges).containsExactly("none", "bytes=" + kept + "-");
        assertThat(cache.resolve("set.tar.gz.part")).doesNotExist();
    }

    @Test
    void aServerWithoutPartsSendsAllOfIt() throws IOException {
        left(Arrays.copyOf(content, HALF));
        assertThat(published("/whole/").kept(access(true))).hasBinaryContent(content);
    }

    @Test
    void aPartOfAnotherFileIsGivenUp() throws IOException {
        left(Arrays.copyOf(other, HALF));
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=" + HALF + "-", "none");
    }

    @Test
    void allOfItLeftUnfinishedIsTaken() throws IOException {
        left(content);
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
    }

    @Test
    void moreThanAllOfItIsGivenUp() throws IOException {
        left(Arrays.copyOf(content, content.length + 1));
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
    }

    @Test
    void anotherPartThanTheNextIsNotTaken() throws IOException {
        left(Arrays.copyOf(content, HALF));
        assertThatThrownBy(() -> published("/odd/").kept(access(true)))
                .hasMessageContaining("sent another part than the one from byte " + HALF + " on");
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
        assertThat(ranges).endsWith("none");
    }

    @Test
    void anotherFileThanThePublishedOneIsNamedAndNotKept() throws IOException {
        assertThatThrownBy(() -> published("/other/").kept(access(true)))
                .hasMessageContaining("set.tar.gz has the SHA-256 " + Sha256.of(other) + ", not " + Sha256.of(content));
        try (var kept = Files.list(cache)) {
            assertThat(kept.map(file -> file.getFileName().toString())).containsExactly("set.tar.gz.lock");
        }
    }

    @Test
    void aDamagedFileInTheCacheIsFetchedAgain() throws IOException {
        Files.write(cache.resolve("set.tar.gz"), other);
        assertThat(published("/whole/").kept(access(true))).hasBinaryContent(content);
    }

    @Test
    void withoutTheNetworkItSaysWhatToDo() {
        assertThatThrownBy(() -> published("/whole/").kept(access(false)))
                .hasMessageContaining("set.tar.gz could not be had")
                .hasMessageContaining("/whole/set.tar.gz: downloads are switched off")
                .hasMessageContaining("give it as the data set's 'path'");
        assertThat(ranges).isEmpty();
    }

    @Test
    void anInterruptEndsTheDownloadAndLeavesWhatCame() throws Exception {
        server.createContext("/stalled/", this::stalled);
        PublishedFile file = published("/stalled/", new Fetch(Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));
        var waiting = new FutureTask<>(() -> file.kept(access(true)));
        var thread = new Thread(waiting);
        thread.start();
        assertThat(sentHalf.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
        assertThat(published("/parts/").kept(access(true))).hasBinaryContent(content);
    }

    @Test
    void severalAtOnceFetchItOnce() throws Exception {
        var all = new ArrayList<Future<Path>>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> published("/whole/").kept(access(true))));
        }
        for (Future<Path> one : all) {
            assertThat(one.get(20, TimeUnit.SECONDS)).hasBinaryContent(content);
        }
        assertThat(ranges).containsExactly("none");
    }

    private void left(byte[] part) throws IOException {
        Files.write(cache.resolve("set.tar.gz.part"), part);
    }

    private PublishedFile published(String folder) {
        return published(folder, FETCH);
    }

    private PublishedFile published(String folder, Fetch fetch) {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + folder + "set.tar.gz");
        return new PublishedFile(address, Sha256.of(content), fetch);
    }

    private DataAccess access(boolean mayDownload) {
        return new DataAccess(cache, mayDownload, 1, line -> {});
    }

    private Optional<Integer> asked(HttpExchange exchange) {
        Optional<String> range =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        ranges.add(range.orElse("none"));
        return range.map(text -> Integer.parseInt(text.replaceAll("[^0-9]", "")));
    }

    private void whole(HttpExchange exchange, byte[] bytes) throws IOException {
        asked(exchange);
        send(exchange, 200, bytes);
    }

    private void parts(HttpExchange exchange) throws IOException {
        int from = asked(exchange).orElse(0);
        if (from >= content.length) {
            send(exchange, 416, new byte[1]);
        } else if (from == 0) {
            send(exchange, 200, content);
        } else {
            send(exchange, from);
        }
    }

    private void part(HttpExchange exchange, int from) throws IOException {
        asked(exchange);
        send(exchange, from);
    }

    private void send(HttpExchange exchange, int from) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Half of it, then the end of the connection. */
    private void cut(HttpExchange exchange) throws IOException {
        asked(exchange);
        sendHalf(exchange);
        exchange.close();
    }

    private void stalled(HttpExchange exchange) throws IOException {
        sendHalf(exchange);
        sentHalf.countDown();
        try {
            over.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendHalf(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, HALF);
        exchange.getResponseBody().flush();
    }
}
