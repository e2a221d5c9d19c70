package dev.stride.pluginhost;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls into plugins' code under a time limit: one call at a time for each name that is called, on a thread of that name's
 * own. A module that is called by several names, as its presets are, runs on several threads at once. A call that takes
 * longer is interrupted; where it goes on all the same it holds up nobody but its own name. Whatever a plugin throws fails
 * the call with a {@link PlatformException} that has the name. Safe for use by several threads.
 */
public final class ModuleCalls {

    private final Vertx vertx;
    private final Duration limit;
    private final Map<String, WorkerExecutor> executors = new ConcurrentHashMap<>();

    /** @param limit how long a call may take, from when it is made */
    public ModuleCalls(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /**
     * Calls.
     *
     * @param module the name that it is called by, in messages and for its thread, which is shared by all calls of a Vert.x under one name
     * @return fails with {@code TIMED_OUT} after the limit, {@code OUT_OF_MEMORY} where the heap did not suffice, with a
     *     plugin's refusal as it is, and otherwise with {@code PLUGIN_FAILED}
     */
    public <A> Future<A> call(String module, Callable<A> work) {
        var call = new Call<>(work);
        return executors
                .computeIfAbsent(module, this::executor)
                .executeBlocking(call, false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> {
                    call.giveUp();
                    return Future.failedFuture(understood(module, e));
                });
    }

    /** Its thread starts with its first call. */
    private WorkerExecutor executor(String name) {
        return vertx.createSharedWorkerExecutor(name, 1, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private PlatformException understood(String module, Throwable e) {
        if (e instanceof PlatformException known) {
            return known;
        }
        if (e instanceof TimeoutException) {
            return tooSlow(module);
        }
        return e instanceof OutOfMemoryError ? tooLarge(module, e) : failed(module, e);
    }

    private static PlatformException tooLarge(String module, Throwable cause) {
        return new PlatformException(
                ErrorCode.OUT_OF_MEMORY,
                module + " needs more memory than the heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB has left",
                "ask for less, for example fewer or smaller images, or start the node with more: "
                        + "STRIDE_JAVA_OPTIONS=-Xmx2g",
                cause);
    }

    private PlatformException tooSlow(String module) {
        return new PlatformException(
                ErrorCode.TIMED_OUT,
                module + " took longer than " + limit.toMillis() / 1000.0 + " s",
                "report it to the plugin's author");
    }

    private static PlatformException failed(String module, Throwable cause) {
        return new PlatformException(
                ErrorCode.PLUGIN_FAILED,
                module + " failed with " + cause.getClass().getSimpleName(),
                "report it to the plugin's author",
                cause);
    }

    /** Work that can be given up, before it begins or while it runs. */
    private static final class Call<A> implements Callable<A> {

        private final Callable<A> work;
        private @Nullable Thread thread;
        private boolean givenUp;

        private Call(Callable<A> work) {
            this.work = work;
        }

        @Override
        public A call() throws Exception {
            begin();
            try {
                return work.call();
            } finally {
                end();
            }
        }

        private synchronized void begin() {
            if (givenUp) {
                throw new CancellationException();
            }
            thread = Thread.currentThread();
        }

        private synchronized void end() {
            thread = null;
            // An interrupt was meant for this call; the thread's next one is another's.
            Thread.interrupted();
        }

        private synchronized void giveUp() {
            givenUp = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
