package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.stride.cli.ProgramOnAPort.Answer;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Follows an experiment of a program that answers as a server that is in trouble. */
@Timeout(60)
class FollowerTest {

    private static final String LOST = "id: 7\nevent: happened\n"
            + "data: {\"type\":\"attempt-lost\",\"body\":{\"type\":\"attempt-lost\",\"trial\":1,\"reason\":\"no beat\"}}\n\n";
    private static final String TROUBLE = "\"running\",\"trouble\":\"its log cannot be read; put back a copy\"";
    private static final String END = "id: 9\nevent: end\ndata: {}\n\n";

    private final StringWriter out = new StringWriter();
    private final List<Duration> pauses = new ArrayList<>();
    /** What the program answers who asks for the stream, by turns; the last for ever. */
    private final List<Answer> streams = new ArrayList<>();

    private final List<String> resumedAt = new ArrayList<>();
    private String afterTheEnd = "\"completed\"";
    private String state = "\"running\"";

    @Test
    void aStreamThatIsRefusedEndsTheCommandWithWhatTheServerSays() {
        for (Answer refusal : List.of(
                Answer.of(404, problem(404, "not-found", "there is no experiment 'e'")),
                Answer.of(404, "<html>there is nothing here</html>"))) {
            assertThat(refused(refusal).code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
        assertThat(refused(Answer.of(400, problem(400, "invalid-request", "event 9 has not happened"))))
                .hasMessage("event 9 has not happened; mend it")
                .extracting(PlatformException::code)
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused(Answer.of(500, "")).code()).isEqualTo(ErrorCode.DEFECT);
    }

    private PlatformException refused(Answer refusal) {
        streams.clear();
        streams.add(refusal);
        var failure = catchThrowableOfType(PlatformException.class, this::follow);
        assertThat(pauses).isEmpty();
        return failure;
    }

    @Test
    void aStreamThatTheServerCannotGiveNowIsAskedForAgainAfterAPause() {
        streams.add(Answer.of(503, problem(503, "timed-out", "200 streams are open, which is the most")));
        streams.add(Answer.of(502, "<html>bad gateway</html>"));
        streams.add(Answer.of(200, END));
        follow();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(out.toString())
                .contains("200 streams are open, which is the most; listening again")
                .contains("the server answered with status 502; listening again");
    }

    @Test
    void aServerThatNeverGivesTheStreamIsGivenUp() {
        streams.add(Answer.of(503, problem(503, "store-unavailable", "the disk is gone")));
        assertThatThrownBy(this::follow).isInstanceOf(PlatformException.class).hasMessageContaining("the disk is gone");
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 16L, 16L);
    }

    @Test
    void aConnectionThatIsLostIsTakenUpAgainWhereItWas() {
        streams.add(Answer.cutOff(LOST));
        streams.add(Answer.of(200, LOST.replace("7", "8")));
        streams.add(Answer.of(200, END));
        follow();
        assertThat(resumedAt)
                .as("a connection that is cut may take its last lines with it; they are asked for again")
                .isIn(List.of("0", "7", "8"), List.of("0", "0", "8"));
        assertThat(pauses)
                .as("what was heard between makes each a first failure; one Java's own client may mend unasked")
                .hasSizeBetween(1, 2)
                .containsOnly(Duration.ofSeconds(1));
        assertThat(out.toString()).contains("the stream broke off; listening again");
    }

    @Test
    void aServerThatIsGoneIsGivenUpAsAbsent() {
        try (var server = program()) {
            streams.add(Answer.of(503, ""));
            var follower = new Follower(new ApiClient(server.url()), new PrintWriter(out, true), time -> {
                pauses.add(time);
                server.close();
            });
            assertThatThrownBy(() -> follower.follow("e")).isInstanceOf(ServerAbsent.class);
        }
        assertThat(pauses).hasSize(7);
    }

    @Test
    void anExperimentThatTheServerDoesNotGoOnWithIsNotWaitedFor() {
        state = TROUBLE;
        streams.add(Answer.of(200, END));
        assertThatThrownBy(this::follow)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("does not go on with it: its log cannot be read; put back a copy");
        assertThat(resumedAt).as("there is nothing to listen to").isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void anExperimentThatTheServerLeavesMeanwhileIsNotWaitedForAnyLonger() {
        afterTheEnd = TROUBLE;
        streams.add(Answer.of(200, END));
        assertThatThrownBy(this::follow)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("its log cannot be read");
        assertThat(resumedAt).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anExperimentThatGoesOnAfterTheEndOfItsStreamIsListenedToAgainAfterAPause() {
        afterTheEnd = "\"running\",\"trouble\":null";
        streams.add(Answer.of(200, END));
        streams.add(Answer.of(404, problem(404, "not-found", "there is no experiment 'e'")));
        assertThatThrownBy(this::follow).hasMessageContaining("there is no experiment");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void whatAServerSaysCannotColourTheScreen() {
        streams.add(Answer.of(503, problem(503, "timed-out", "red \\u001b[31m")));
        streams.add(Answer.of(200, END));
        follow();
        assertThat(out.toString()).contains("red \\u001B[31m").doesNotContain("\u001b");
    }

    private void follow() {
        try (var server = program()) {
            new Follower(new ApiClient(server.url()), new PrintWriter(out, true), pauses::add).follow("e");
        }
    }

    private ProgramOnAPort program() {
        return new ProgramOnAPort(Optional.of("one"), this::answer);
    }

    private synchronized Answer answer(HttpExchange request) {
        if (!request.getRequestURI().getPath().endsWith("/stream")) {
            return Answer.of(200, "{\"state\":" + state + "}");
        }
        resumedAt.add(request.getRequestHeaders().getFirst("Last-Event-ID"));
        Answer stream = streams.size() > 1 ? streams.remove(0) : streams.get(0);
        if (stream.body().equals(END)) {
            state = afterTheEnd;
        }
        return stream;
    }

    private static String problem(int status, String code, String message) {
        return "{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"" + message
                + "\",\"violations\":[{\"path\":\"\",\"message\":\"" + message + "\",\"remedy\":\"mend it\"}]}";
    }
}
