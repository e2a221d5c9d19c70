package dev.stride.server;

import dev.stride.engine.coordinator.ExperimentUpdate;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows one experiment. All that it is sent is read from the log after the last event that it has, a
 * page at a time; a commit only says that there is more to read. So nothing is lost, doubled or out of order however
 * far behind a client is, and a slow one holds no more memory than a page: the next is read when it has taken the last,
 * and if that takes too long it is sent away and comes back by itself.
 *
 * <p>Sends {@code happened} for each event, with its number as the id; {@code trial} for each trial that changed, once
 * there are no more events; {@code end} after the last event of an experiment that has ended or is not gone on with, and
 * then closes. Everything happens on the context of its request.
 */
final class ExperimentStream {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentStream.class);
    private static final int PAGE = 200;
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** Commits that follow each other more closely are read as one. */
    private static final long PAUSE_MILLIS = 100;

    private final Experiments experiments;
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final StoredExperiment experiment;
    private final Metric metric;
    private final Duration patience;
    private final Consumer<ExperimentStream> ended;
    private final Context context;
    private final Consumer<ExperimentUpdate> listener = this::updated;
    private final TreeSet<TrialId> changed = new TreeSet<>();
    private long heartbeat;
    private long sent;
    private boolean reading;
    private boolean more;
    private boolean closed;

    ExperimentStream(
            Experiments experiments,
            Vertx vertx,
            HttpServerRequest request,
            StoredExperiment experiment,
            Duration patience,
            Consumer<ExperimentStream> ended) {
        this.experiments = experiments;
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.experiment = experiment;
        this.metric = Found.objective(experiment).metric();
        this.patience = patience;
        this.ended = ended;
        this.context = vertx.getOrCreateContext();
    }

    /** What one reading found. The state is read first, so that of an ended one the events are all there. */
    private record Page(boolean isEnded, List<Happened> events) {}

    private record Happened(long sequence, String json) {}

    /** @param after the last event that the client has */
    void begin(long after) {
        sent = after;
        // Already compressed pages would wait for more; a stream goes out as it is.
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Content-Encoding", "identity")
                .putHeader("Cache-Control", "no-store");
        response.closeHandler(v -> close());
        response.exceptionHandler(e -> close());
        // The id at once: who is cut off before the first event comes back to this place.
        response.write("retry: 1000\nid: " + after + "\n\n");
        heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, t -> beat());
        experiments.listen(listener).onComplete(listening -> context.runOnContext(v -> read()));
    }

    private void beat() {
        if (!response.writeQueueFull()) {
            response.write(": still here\n\n");
        }
    }

    private void updated(ExperimentUpdate update) {
        if (update.experiment().equals(experiment.id())) {
            context.runOnContext(v -> {
                update.trials().forEach(t -> changed.add(t.id()));
                more = true;
                readSoon();
            });
        }
    }

    private void readSoon() {
        if (!reading && !closed) {
            reading = true;
            vertx.setTimer(PAUSE_MILLIS, t -> {
                reading = false;
                read();
            });
        }
    }

    private void read() {
        if (reading || closed) {
            return;
        }
        reading = true;
        more = false;
        long after = sent;
        experiments
                .read(store -> page(store, after))
                .onComplete(result -> context.runOnContext(v -> {
                    if (result.succeeded()) {
                        write(result.result());
                    } else {
                        breakOff(result.cause());
                    }
                }));
    }

    private Page page(ExperimentStore store, long after) {
        boolean isEnded = store.experiment(experiment.id())
                .map(e -> e.state().isTerminal() || isLeft())
                .orElse(true);
        return new Page(
                isEnded,
                store.events(experiment.id(), after, PAGE).stream()
                        .map(e -> new Happened(e.sequence(), Json.write(TrialJson.event(e))))
                        .toList());
    }

    private boolean isLeft() {
        return experiments.trouble(experiment).isPresent();
    }

    /** A client comes back by itself; to an experiment that is not gone on with it need not. */
    private void breakOff(Throwable cause) {
        LOG.warn("the stream of experiment {} breaks off", experiment.id(), cause);
        if (isLeft()) {
            settled(true);
        } else {
            end();
        }
    }

    private void write(Page page) {
        for (Happened event : page.events()) {
            sent = event.sequence();
            write("id: " + sent + "\nevent: happened\ndata: " + event.json() + "\n\n");
        }
        boolean isWhole = page.events().size() < PAGE;
        if (!isWhole) {
            whenTaken(this::goOn);
        } else if (changed.isEmpty()) {
            settled(page.isEnded());
        } else {
            readTrials(page.isEnded());
        }
    }

    /** What became of the trials, since people look at these rather than at events. */
    private void readTrials(boolean isEnded) {
        List<TrialId> ids = changed.stream().limit(PAGE).toList();
        ids.forEach(changed::remove);
        experiments
                .read(store ->
                        ids.stream().map(store::trial).flatMap(Optional::stream).toList())
                .onComplete(result -> context.runOnContext(v -> {
                    if (result.succeeded()) {
                        writeTrials(result.result(), isEnded);
                    } else {
                        breakOff(result.cause());
                    }
                }));
    }

    private void writeTrials(List<StoredTrial> trials, boolean isEnded) {
        trials.forEach(this::trial);
        if (isEnded && changed.isEmpty()) {
            settled(true);
        } else {
            more |= !changed.isEmpty();
            whenTaken(this::goOn);
        }
    }

    private void trial(StoredTrial trial) {
        write("event: trial\ndata: " + Json.write(TrialJson.trial(trial, metric)) + "\n\n");
    }

    /** All that there is has been sent. */
    private void settled(boolean isEnded) {
        if (isEnded) {
            write("id: " + sent + "\nevent: end\ndata: {}\n\n");
            end();
        } else {
            whenTaken(this::rest);
        }
    }

    private void goOn() {
        reading = false;
        read();
    }

    private void rest() {
        reading = false;
        if (more) {
            readSoon();
        }
    }

    /** Goes on once the client has read; one that does not in time is cut off. */
    private void whenTaken(Runnable next) {
        if (closed) {
            return;
        }
        if (!response.writeQueueFull()) {
            next.run();
            return;
        }
        long deadline = vertx.setTimer(patience.toMillis(), t -> cutOff());
        response.drainHandler(v -> {
            response.drainHandler(null);
            vertx.cancelTimer(deadline);
            next.run();
        });
    }

    private void write(String text) {
        if (!closed) {
            response.write(text);
        }
    }

    private void cutOff() {
        if (!closed) {
            LOG.info("a client of experiment {} reads too slowly at event {}", experiment.id(), sent);
            close();
            UnreadConnection.cutOff(request);
        }
    }

    /** Ends the answer as a whole one. */
    void end() {
        if (!closed) {
            close();
            response.end();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(heartbeat);
            experiments.unlisten(listener);
            ended.accept(this);
        }
    }
}
