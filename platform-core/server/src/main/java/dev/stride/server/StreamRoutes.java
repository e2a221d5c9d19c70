package dev.stride.server;

import dev.stride.engine.coordinator.ExperimentUpdate;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ExperimentId;
import dev.stride.store.StoredEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens to an experiment as server-sent events. The id of an event is its number in the log, so a client that
 * comes back with {@code Last-Event-ID} misses nothing. A client that does not read fast enough is sent away and comes
 * back by itself: nobody waits for it.
 */
final class StreamRoutes {

    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final int REPLAY = 10_000;
    private static final int MOST_STREAMS = 200;

    private final Experiments experiments;
    private final Vertx vertx;
    private int open;

    StreamRoutes(Experiments experiments, Vertx vertx) {
        this.experiments = experiments;
        this.vertx = vertx;
    }

    void mount(Router router) {
        router.get("/api/v1/experiments/:id/stream").handler(this::stream);
    }

    private void stream(RoutingContext context) {
        if (open >= MOST_STREAMS) {
            Problems.send(context, 503, "too many streams are open", "close some pages");
            return;
        }
        experiments
                .find(context.pathParam("id"))
                .onSuccess(experiment -> new Stream(context, experiment.id()).begin())
                .onFailure(e -> Problems.send(context, e));
    }

    /** One client. Everything of it happens on the context of its request. */
    private final class Stream {

        private final HttpServerResponse response;
        private final ExperimentId experiment;
        private final Context context = vertx.getOrCreateContext();
        private final long after;
        private final Consumer<ExperimentUpdate> listener = this::updated;
        private final List<ExperimentUpdate> early = new ArrayList<>();
        private boolean replaying = true;
        private long heartbeat;
        private long sent;
        private boolean closed;

        Stream(RoutingContext request, ExperimentId experiment) {
            this.response = request.response();
            this.experiment = experiment;
            String last = request.request().getHeader("Last-Event-ID");
            this.after = last != null && last.matches("\\d{1,15}") ? Long.parseLong(last) : -1;
        }

        void begin() {
            open++;
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store");
            response.closeHandler(v -> close());
            response.exceptionHandler(e -> close());
            response.write("retry: 1000\n\n");
            heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, t -> write(": still here\n\n"));
            // First listen, then read what was missed: what happens in between waits its turn.
            experiments
                    .listen(listener)
                    .compose(listening -> missed())
                    .onSuccess(this::replayed)
                    .onFailure(e -> leave());
        }

        private Future<List<StoredEvent>> missed() {
            return after < 0
                    ? Future.succeededFuture(List.of())
                    : experiments.read(store -> store.events(experiment, after, REPLAY));
        }

        private void replayed(List<StoredEvent> missed) {
            context.runOnContext(v -> {
                missed.forEach(this::event);
                replaying = false;
                early.forEach(this::tell);
                early.clear();
            });
        }

        private void updated(ExperimentUpdate update) {
            if (update.experiment().equals(experiment)) {
                context.runOnContext(v -> {
                    if (replaying) {
                        early.add(update);
                    } else {
                        tell(update);
                    }
                });
            }
        }

        private void tell(ExperimentUpdate update) {
            update.events().forEach(this::event);
            update.trials().forEach(t -> write("event: trial\ndata: " + Api.trial(t) + "\n\n"));
            if (update.ended()) {
                write("event: end\ndata: {}\n\n");
            }
        }

        private void event(StoredEvent event) {
            if (event.sequence() > sent) {
                sent = event.sequence();
                write("id: " + event.sequence() + "\nevent: happened\ndata: " + Api.event(event) + "\n\n");
            }
        }

        private void write(String text) {
            if (closed) {
                return;
            }
            if (response.writeQueueFull()) {
                leave();
            } else {
                response.write(text);
            }
        }

        /** The client comes back by itself, with the number of the last event that it has. */
        private void leave() {
            close();
            response.reset();
        }

        private void close() {
            if (!closed) {
                closed = true;
                open--;
                vertx.cancelTimer(heartbeat);
                experiments.unlisten(listener);
            }
        }
    }
}
