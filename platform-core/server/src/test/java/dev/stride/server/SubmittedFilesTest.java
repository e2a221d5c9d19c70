package dev.stride.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.Catalogue;
import dev.stride.server.file.ExperimentFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files whose values are checked for ever. */
@Timeout(60)
class SubmittedFilesTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String GOOD = "experiment: x\ndataset: digits\nspace: {architecture: net}\nsearch: grid\n";
    private static final String HANGING = GOOD.replace("architecture: net", "architecture: {net: {depth: 3}}");

    private final Vertx vertx = Vertx.vertx();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore interrupted = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        released.countDown();
        await(vertx.close());
    }

    @Test
    void oneThatHangsIsInterruptedAndKeepsNoOtherFromBeingReadLater() throws Exception {
        var files = new SubmittedFiles(vertx, new Hanging(), SHORT);
        for (int round = 1; round <= 2; round++) {
            var hung = new ArrayList<Future<ExperimentFile>>();
            for (int i = 0; i < SubmittedFiles.AT_ONCE; i++) {
                hung.add(read(files, HANGING));
            }
            for (Future<ExperimentFile> one : hung) {
                assertThatThrownBy(() -> await(one))
                        .cause()
                        .isInstanceOfSatisfying(
                                PlatformException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT))
                        .hasMessageContaining("longer than 0.3 s");
            }
        }
        assertThat(interrupted.tryAcquire(2 * SubmittedFiles.AT_ONCE, 20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(await(read(files, GOOD)).spec().name()).isEqualTo("x");
    }

    @Test
    void whereTooManyWaitOneMoreIsRefusedAtOnceAndTakenLater() throws Exception {
        var files = new SubmittedFiles(vertx, new Hanging(), LONG);
        var hung = new ArrayList<Future<ExperimentFile>>();
        for (int i = 0; i < SubmittedFiles.MOST; i++) {
            hung.add(read(files, HANGING));
        }
        assertThat(entered.tryAcquire(SubmittedFiles.AT_ONCE, 20, TimeUnit.SECONDS))
                .isTrue();
        assertThatThrownBy(() -> await(read(files, GOOD)))
                .cause()
                .isInstanceOfSatisfying(
                        HttpRefusal.class, e -> assertThat(e.status()).isEqualTo(503))
                .hasMessageContaining("32 files wait to be read")
                .hasMessageContaining("submit it again");
        released.countDown();
        for (Future<ExperimentFile> one : hung) {
            await(one);
        }
        assertThat(await(read(files, GOOD)).spec().name()).isEqualTo("x");
    }

    private static Future<ExperimentFile> read(SubmittedFiles files, String text) {
        return files.read(new RequestBody(false, Buffer.buffer(text)), List.of());
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Knows every name that a file here has, and heeds no interrupt where it checks a value. */
    private final class Hanging implements Catalogue {

        @Override
        public Collection<String> names(Kind kind) {
            return List.of("digits", "net", "grid", "sgd", "constant", "from-scratch", "none");
        }

        @Override
        public Collection<String> parameters(Kind kind, String name) {
            return List.of("depth");
        }

        @Override
        public List<Problem> check(Kind kind, String name, String parameter, ParameterValue value) {
            entered.release();
            boolean isOver = false;
            while (!isOver) {
                try {
                    released.await();
                    isOver = true;
                } catch (InterruptedException e) {
                    interrupted.release();
                }
            }
            return List.of();
        }
    }
}
