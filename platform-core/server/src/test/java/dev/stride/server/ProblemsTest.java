package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProblemsTest {

    @Test
    void aDefectIsLoggedUnderTheIdThatTheAnswerHas() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
        log.start();
        logger.addAppender(log);
        JsonNode problem;
        try {
            problem = answer(new IllegalStateException("secret of the implementation"), 500);
        } finally {
            logger.detachAppender(log);
        }
        String id = problem.path("instance").asText();
        assertThat(id).startsWith("urn:uuid:");
        assertThat(problem.toString())
                .contains("the server met a defect")
                .doesNotContain("secret")
                .doesNotContain("Exception");
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains(id.substring("urn:uuid:".length()));
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("secret of the implementation");
        });
    }

    @Test
    void aFailureOfItsOwnSaysWhatFailedAndWhereToLook() throws Exception {
        JsonNode problem = answer(new PlatformException(ErrorCode.PLUGIN_FAILED, "the net failed", ""), 500);
        assertThat(problem.path("code").asText()).isEqualTo("plugin-failed");
        assertThat(problem.path("violations").path(0).path("message").asText()).isEqualTo("the net failed");
        assertThat(problem.path("violations").path(0).path("remedy").asText()).contains("log");
    }

    @Test
    void whatIsNotThereNowMayBeTriedAgain() throws Exception {
        JsonNode problem = answer(new PlatformException(ErrorCode.STORE_UNAVAILABLE, "locked", "wait"), 503);
        assertThat(problem.path("detail").asText()).isEqualTo("locked; wait");
    }

    @Test
    void hostileTextIsEscaped() throws Exception {
        String hostile = "a" + Character.toString(0x202E) + "b\nc";
        JsonNode problem = answer(new PlatformException(ErrorCode.NOT_FOUND, hostile, hostile), 404);
        for (String text : List.of(
                problem.path("detail").asText(),
                problem.path("violations").path(0).path("message").asText(),
                problem.path("violations").path(0).path("remedy").asText())) {
            assertThat(text).contains("a\\u202Eb\\u000Ac").doesNotContain("\n");
        }
    }

    /** What a route that fails so is answered with. */
    private static JsonNode answer(Throwable failure, int status) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            router.get("/").handler(context -> Problems.send(context, failure));
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
            return RunningServer.parsed(response);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
