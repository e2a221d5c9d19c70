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
     * Done once the commit is on disk; a store that is away is tried again until it is back. Fails with {@code CONFLICT}
     * alone, where somebody else has written to the experiment.
     */
    Future<Void> write(ExperimentId experiment, ActiveExperiment.Commit commit) {
        long start = parts.nanos().getAsLong();
        return parts.storeThread()
                .<Void>executeBlocking(
                        () -> {
                            parts.store().commit(experiment, commit.expected(), commit.batch());
                            return null;
                        },
                        true)
                .onSuccess(
                        done -> meters.committed(Duration.ofNanos(parts.nanos().getAsLong() - start)))
                .recover(e -> isConflict(e) ? Future.failedFuture(e) : again(experiment, commit, e));
    }

    private static boolean isConflict(Throwable e) {
        return e instanceof PlatformException refusal && refusal.code() == ErrorCode.CONFLICT;
    }

    private Future<Void> again(ExperimentId experiment, ActiveExperiment.Commit commit, Throwable e) {
        LOG.warn("a commit of experiment {} failed and is tried again", experiment, e);
        Promise<Void> later = Promise.promise();
        vertx.setTimer(RETRY_MILLIS, timer -> write(experiment, commit).onComplete(later));
        return later.future();
    }
}
