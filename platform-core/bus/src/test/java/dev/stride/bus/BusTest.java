package dev.stride.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.CancelReply;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.AttemptId;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.TrialId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {

    private static final Address<Cancel, CancelReply> ADDRESS = new Address<>(
            "test",
            Cancel.class,
            CancelReply.class,
            new Address.Answerer("the tester", ErrorCode.WORKER_LOST, "call one", ErrorCode.PLUGIN_FAILED));
    private static final Cancel QUESTION =
            new Cancel(new AttemptId(new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), 3), 2));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aQuestionGetsItsAnswer() {
        bus.serve(ADDRESS, question -> Future.succeededFuture(new CancelReply(question.equals(QUESTION))));
        assertThat(ask(Duration.ofSeconds(5))).isEqualTo(new CancelReply(true));
    }

    @Test
    void aRefusalArrivesWithAllItsProblems() {
        var problems = List.of(new Problem("a.b", "wrong", "mend it"), new Problem("", "worse", "leave it"));
        bus.serve(ADDRESS, question -> Future.failedFuture(new PlatformException(ErrorCode.MISFIT, problems)));
        PlatformException refusal = failure(Duration.ofSeconds(5));
        assertThat(refusal.code()).isEqualTo(ErrorCode.MISFIT);
        assertThat(refusal.problems()).isEqualTo(problems);
    }

    @Test
    void aDefectArrivesWithoutItsText() {
        bus.serve(ADDRESS, question -> {
            throw new IllegalStateException("password=hunter2");
        });
        PlatformException failure = failure(Duration.ofSeconds(5));
        assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
        assertThat(failure)
                .hasMessageContaining("the tester failed with IllegalStateException")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aLinkageErrorIsAnAnswerToo() {
        bus.serve(ADDRESS, question -> {
            throw new NoClassDefFoundError("org/absent/Thing");
        });
        assertThat(failure(Duration.ofSeconds(5))).hasMessageContaining("NoClassDefFoundError");
    }

    @Test
    void anAnswerThatIsNothingIsADefect() {
        bus.serve(ADDRESS, question -> Future.succeededFuture(null));
        assertThat(failure(Duration.ofSeconds(5)).code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
    }

    @Test
    void whereNobodyAnswersItIsSaidWhoIsAbsentAndWhatToDo() {
        PlatformException failure = failure(Duration.ofSeconds(5));
        assertThat(failure.code()).isEqualTo(ErrorCode.WORKER_LOST);
        assertThat(failure).hasMessageStartingWith("the tester is not there").hasMessageEndingWith("call one");
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForever() {
        bus.serve(ADDRESS, question -> Promise.<CancelReply>promise().future());
        PlatformException failure = failure(Duration.ofMillis(50));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT);
        assertThat(failure).hasMessageStartingWith("the tester did not answer within 50 ms");
    }

    @Test
    void everyAddressNamesItsAnswerer() {
        var worker = new WorkerKey("w", "boot");
        assertThat(Addresses.architecture("x").answerer())
                .returns("architecture \"x\"", Address.Answerer::name)
                .returns(ErrorCode.UNKNOWN_MODULE, Address.Answerer::absent)
                .returns(ErrorCode.PLUGIN_FAILED, Address.Answerer::defect);
        assertThat(Addresses.search("x").answerer().name()).isEqualTo("search \"x\"");
        assertThat(Addresses.assign(worker).answerer())
                .returns("worker \"w@boot\"", Address.Answerer::name)
                .returns(ErrorCode.WORKER_LOST, Address.Answerer::absent)
                .returns(ErrorCode.DEFECT, Address.Answerer::defect);
        assertThat(Addresses.REPORTS.answerer())
                .returns("the coordinator", Address.Answerer::name)
                .returns(ErrorCode.TIMED_OUT, Address.Answerer::absent)
                .returns(ErrorCode.DEFECT, Address.Answerer::defect);
    }

    private CancelReply ask(Duration patience) {
        return bus.request(ADDRESS, QUESTION, patience)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private PlatformException failure(Duration patience) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> ask(patience));
        assertThat(failed).hasCauseInstanceOf(PlatformException.class);
        return (PlatformException) failed.getCause();
    }
}
