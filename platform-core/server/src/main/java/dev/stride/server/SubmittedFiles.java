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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the files of submissions, on threads of their own: a file may be long, and values of it are checked by plugins'
 * records. Safe for use by several threads.
 */
final class SubmittedFiles {

    private static final int READERS = 4;

    private final Catalogue catalogue;
    private final Duration limit;
    private final WorkerExecutor readers;

    /** @param limit how long the reading of one file may take, from when it was submitted */
    SubmittedFiles(Vertx vertx, Catalogue catalogue, Duration limit) {
        this.catalogue = catalogue;
        this.limit = limit;
        this.readers =
                vertx.createSharedWorkerExecutor("experiment-files", READERS, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads one.
     *
     * @return fails with all that is wrong with the file, with 400 where it is called JSON and is none, and with
     *     {@code TIMED_OUT} where it was not read in time
     */
    Future<ExperimentFile> read(RequestBody body, List<String> overrides) {
        return readers.executeBlocking(() -> ExperimentFile.read(body.text(), overrides, catalogue), false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(e instanceof TimeoutException ? tooSlow() : e));
    }

    private PlatformException tooSlow() {
        return new PlatformException(
                ErrorCode.TIMED_OUT,
                "reading the file took longer than " + limit.toMillis() / 1000.0 + " s",
                "shorten it; where it is short, a plugin that it names takes too long to check its values");
    }
}
