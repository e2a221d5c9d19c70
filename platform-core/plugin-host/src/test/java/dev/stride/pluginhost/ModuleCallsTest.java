package dev.stride.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.Misfit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ModuleCallsTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aCallBlocksNoEventLoop() {
        assertThat(join(call(new ModuleCalls(vertx, LONG), "a", Context::isOnEventLoopThread)))
                .isFalse();
    }

    @Test
    void aModuleThatHangsHoldsUpNoOther() {
        var calls = new ModuleCalls(vertx, LONG);
        var released = new CountDownLatch(1);
        Future<Boolean> hung = call(calls, "a", () -> {
            released.await();
            return true;
        });
        for (int i = 0; i < 10; i++) {
            assertThat(join(call(calls, "b" + i, () -> 1))).isEqualTo(1);
        }
        assertThat(hung.isComplete()).isFalse();
        released.countDown();
        assertThat(join(hung)).isTrue();
    }

    @Test
    void aModuleThatTakesTooLongIsInterruptedAndAnswersAgain() throws InterruptedException {
        var calls = new ModuleCalls(vertx, Duration.ofMillis(200));
        var interrupted = new CountDownLatch(1);
        Future<Boolean> hung = call(calls, "a", () -> {
            try {
                new CountDownLatch(1).await();
                return true;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        PlatformException failure = failure(hung);
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT);
        assertThat(failure).hasMessageContaining("module.architecture.a took longer than 0.2 s");
        interrupted.await();
        assertThat(join(call(new ModuleCalls(vertx, LONG), "a", Thread::interrupted)))
                .isFalse();
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException(),
                new NoClassDefFoundError("x/Y"),
                new StackOverflowError(),
                new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whateverAModuleThrowsNamesIt(Throwable thrown) {
        PlatformException failure = failure(call(new ModuleCalls(vertx, LONG), "a", () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }));
        assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
        assertThat(failure)
                .hasMessageStartingWith(
                        "module.architecture.a failed with " + thrown.getClass().getSimpleName());
    }

    @Test
    void memoryThatDidNotSufficeIsNoFaultOfTheModule() {
        PlatformException failure = failure(call(new ModuleCalls(vertx, LONG), "a", () -> {
            throw new OutOfMemoryError();
        }));
        assertThat(failure.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
    }

    @Test
    void aRefusalStaysAsItIs() {
        var misfit = new Misfit("227x227 on 28x28", "use another net");
        assertThat(failure(call(new ModuleCalls(vertx, LONG), "a", () -> {
                    throw misfit;
                })))
                .isSameAs(misfit);
    }

    private static <A> Future<A> call(ModuleCalls calls, String module, Callable<A> work) {
        return calls.call("module.architecture." + module, work);
    }

    private static PlatformException failure(Future<?> future) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> join(future));
        assertThat(thrown.getCause()).isInstanceOf(PlatformException.class);
        return (PlatformException) thrown.getCause();
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
