package dev.stride.server;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.server.file.Catalogue;
import dev.stride.server.file.ExperimentFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the files of submissions, on threads of their own: a file may be long, and values of it are checked by plugins'
 * records. A reading that takes too long is interrupted; where a plugin heeds that not either, its thread is given up and
 * the next file gets another. Safe for use by several threads.
 */
final class SubmittedFiles {

    /** A long file takes many times its size in memory while it is read. */
    static final int AT_ONCE = 4;

    /** How many are read or wait: where each of them hangs, the last one still has its turn before its client gives up. */
    static final int MOST = 8 * AT_ONCE;

    private static final int MOST_THREADS = 64;
    private static final long IDLE_SECONDS = 10;

    private final Catalogue catalogue;
    private final Duration limit;
    private final WorkerExecutor turns;
    private final ExecutorService readers = new ThreadPoolExecutor(
            0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SubmittedFiles::reader);
    private final AtomicInteger submitted = new AtomicInteger();

    /** @param limit how long the reading of one file may take, from when its turn comes */
    SubmittedFiles(Vertx vertx, Catalogue catalogue, Duration limit) {
        this.catalogue = catalogue;
        this.limit = limit;
        this.turns = vertx.createSharedWorkerExecutor(
                "experiment-files", AT_ONCE, 2 * limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that hangs for ever keeps no process from its end. */
    private static Thread reader(Runnable work) {
        var thread = new Thread(work, "experiment-file");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads one.
     *
     * @return fails with all that is wrong with the file, with 400 where it is called JSON and is none, with
     *     {@code TIMED_OUT} where it was not read in time, and with 503 where too many others wait
     */
    Future<ExperimentFile> read(RequestBody body, List<String> overrides) {
        if (submitted.incrementAndGet() > MOST) {
            submitted.decrementAndGet();
            return Future.failedFuture(new HttpRefusal(
                    503, "", MOST + " files wait to be read, which is the most", "submit it again soon"));
        }
        return turns.executeBlocking(() -> inTime(() -> ExperimentFile.read(body.text(), overrides, catalogue)), false)
                .onComplete(done -> submitted.decrementAndGet());
    }

    private ExperimentFile inTime(Callable<ExperimentFile> reading) throws Exception {
        java.util.concurrent.Future<ExperimentFile> file = begun(reading);
        try {
            return file.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tooSlow();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception known ? known : e;
        } finally {
            file.cancel(true);
        }
    }

    private java.util.concurrent.Future<ExperimentFile> begun(Callable<ExperimentFile> reading) {
        try {
            return readers.submit(reading);
        } catch (RejectedExecutionException e) {
            throw new PlatformException(
                    ErrorCode.TIMED_OUT,
                    MOST_THREADS + " files have not been read to their end, since plugins hang that check their values",
                    "start the server again, without the plugin that hangs",
                    e);
        }
    }

    private PlatformException tooSlow() {
        return new PlatformException(
                ErrorCode.TIMED_OUT,
                "reading the file took longer than " + limit.toMillis() / 1000.0 + " s",
                "shorten it; where it is short, a plugin that it names takes too long to check its values");
    }
}
