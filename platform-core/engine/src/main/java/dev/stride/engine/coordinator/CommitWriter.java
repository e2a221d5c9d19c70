package dev.stride.engine.coordinator;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes commits on the store's one thread, as often as it takes. For the coordinator's event loop. */
final class CommitWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);
    private static final long RETRY_MILLIS = 500;

    private final Vertx vertx;
    private final EngineParts parts;
    private final EngineMeters meters;

    CommitWriter(Vertx vertx, EngineParts parts, EngineMeters meters) {
        this.vertx = vertx;
        this.parts = parts;
        this.meters = meters;
    }

    /**
     * Done once the commit is on disk. What may pass, such as a full disk or a store that is away, is waited for.
     *
     * @return fails with a {@link PlatformException} that waiting would not mend: {@code CONFLICT} where somebody else has
     *     written to the experiment, {@code CORRUPT} or {@code DEFECT} otherwise
     */
    Future<Void> write(ExperimentId experiment, ActiveExperiment.Commit commit) {
        Promise<Void> written = Promise.promise();
        attempt(experiment, commit, 1, written);
        return written.future();
    }

    /** However long the store is away, one promise waits: attempts that waited for each other would pile up. */
    private void attempt(ExperimentId experiment, ActiveExperiment.Commit commit, int number, Promise<Void> written) {
        long start = parts.nanos().getAsLong();
        parts.storeThread()
                .<Void>executeBlocking(
                        () -> {
                            parts.store().commit(experiment, commit.expected(), commit.batch());
                            return null;
                        },
                        true)
                .onSuccess(done -> {
                    meters.committed(Duration.ofNanos(parts.nanos().getAsLong() - start));
                    if (number > 1) {
                        LOG.info("the store took the commit of experiment {} at attempt {}", experiment, number);
                    }
                    written.complete();
                })
                .onFailure(e -> failed(experiment, commit, number, known(experiment, e), written));
    }

    private void failed(
            ExperimentId experiment,
            ActiveExperiment.Commit commit,
            int number,
            PlatformException failure,
            Promise<Void> written) {
        if (!failure.code().family().isRetryable()) {
            written.fail(failure);
            return;
        }
        if (number == 1) {
            LOG.warn(
                    "experiment {} waits for the store, which is asked every {} ms", experiment, RETRY_MILLIS, failure);
        }
        vertx.setTimer(RETRY_MILLIS, timer -> attempt(experiment, commit, number + 1, written));
    }

    private static PlatformException known(ExperimentId experiment, Throwable e) {
        return e instanceof PlatformException known
                ? known
                : new PlatformException(
                        ErrorCode.DEFECT,
                        "a commit of experiment " + experiment + " failed with "
                                + e.getClass().getSimpleName(),
                        "this is a defect of the program; its log has more",
                        e);
    }
}
