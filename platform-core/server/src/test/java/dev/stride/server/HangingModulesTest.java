package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.network.Network;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import dev.stride.store.InMemoryExperimentStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules that do not return, and do not heed an interrupt either, hold up nobody else. */
@Timeout(60)
class HangingModulesTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Hanging hanging = new Hanging();
    private RunningServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Checked.hanging = hanging;
        server = RunningServer.start(
                folder,
                new InMemoryExperimentStore(),
                LIMIT,
                new LoadedPlugin("hanging", folder, "", List.of(new Net(hanging))));
    }

    @AfterEach
    void stop() throws Exception {
        hanging.released.countDown();
        server.close();
    }

    @Test
    void anArchitectureThatDoesNotSayItsImages() throws Exception {
        var asked = server.sending("GET", "/api/v1/networks/hanging-net", "");
        othersAreAnswered();
        timedOut(asked, "architecture.hanging-net");
    }

    @Test
    void parametersThatAreNeverChecked() throws Exception {
        String file = RunningServer.FILE.replace("tiny-net: {units: {from: 1, to: 20}}", "hanging-net: {a: {b: 1}}");
        var asked = server.sending("POST", "/api/v1/experiments", file, "Content-Type", "application/yaml");
        othersAreAnswered();
        timedOut(asked, "reading the file");
        assertThat(server.submit("", RunningServer.FILE).statusCode()).isEqualTo(201);
    }

    @Test
    void asManyFilesThatAreNeverReadAsAreReadAtOnce() throws Exception {
        String file = RunningServer.FILE.replace("tiny-net: {units: {from: 1, to: 20}}", "hanging-net: {a: {b: 1}}");
        var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < SubmittedFiles.AT_ONCE; i++) {
            asked.add(server.sending("POST", "/api/v1/experiments", file, "Content-Type", "application/yaml"));
        }
        for (var one : asked) {
            timedOut(one, "reading the file");
        }
        assertThat(server.submit("", RunningServer.FILE).statusCode()).isEqualTo(201);
    }

    @Test
    void aSearchThatProposesNothingToADryRun() throws Exception {
        String file = RunningServer.FILE.replace("search: twice", "search: hanging");
        var asked =
                server.sending("POST", "/api/v1/experiments?dry-run=true", file, "Content-Type", "application/yaml");
        timedOut(asked, "search.hanging");
        assertThat(server.submit("?dry-run=true", RunningServer.FILE).statusCode())
                .isEqualTo(200);
        assertThat(server.store.experiments(Optional.empty(), 1)).isEmpty();
    }

    private void othersAreAnswered() throws Exception {
        assertThat(hanging.entered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/networks/tiny-net").statusCode()).isEqualTo(200);
    }

    private static void timedOut(CompletableFuture<HttpResponse<String>> asked, String what) throws Exception {
        HttpResponse<String> response = asked.get(20, TimeUnit.SECONDS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(RunningServer.parsed(response).path("code").asText()).isEqualTo("timed-out");
        assertThat(RunningServer.violation(response).path("message").asText())
                .contains(what)
                .contains("longer than 2.0 s");
        assertThat(RunningServer.violation(response).path("remedy").asText()).isNotBlank();
    }

    /** Where a module hangs until the test is over. */
    private static final class Hanging {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void here() {
            entered.countDown();
            boolean isOver = false;
            while (!isOver) {
                try {
                    released.await();
                    isOver = true;
                } catch (InterruptedException ignored) {
                    // A module that heeds no interrupt is what this is.
                }
            }
        }
    }

    record Parameters(
            @About("a map that is checked for ever") Optional<Checked> a) {}

    record Checked(@About("anything") int b) {

        private static Hanging hanging = new Hanging();

        Checked {
            hanging.here();
        }
    }

    private record Net(Hanging hanging) implements Architecture<Parameters> {

        @Override
        public String name() {
            return "hanging-net";
        }

        @Override
        public String summary() {
            return "Does not say its images";
        }

        @Override
        public Class<Parameters> parameters() {
            return Parameters.class;
        }

        @Override
        public NetworkInput paperInput(Parameters parameters) {
            hanging.here();
            return NetworkInput.unnormalised(new ImageShape(1, 2, 2), 2);
        }

        @Override
        public Network describe(Parameters parameters, NetworkInput input) {
            throw new AssertionError("is not asked");
        }
    }
}
