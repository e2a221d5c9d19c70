package dev.stride.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.coordinator.ExperimentUpdate;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ExperimentId;
import dev.stride.store.StoredEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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

    /** One client. */
    private final class Stream {

        private final HttpServerResponse response;
        private final ExperimentId experiment;
        private final long after;
        private final Consumer<ExperimentUpdate> listener = this::updated;
        private long heartbeat;
        private long sent;
        private boolean closed;

        Stream(RoutingContext context, ExperimentId experiment) {
            this.response = context.response();
            this.experiment = experiment;
            String last = context.request().getHeader("Last-Event-ID");
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
            experiments.listen(listener);
            heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, t -> write(": still here\n\n"));
            if (after >= 0) {
                experiments
                        .read(store -> store.events(experiment, after, REPLAY))
                        .onSuccess(missed -> missed.forEach(this::event));
            }
        }

        private void updated(ExperimentUpdate update) {
            if (!update.experiment().equals(experiment)) {
                return;
            }
            vertx.runOnContext(v -> {
                update.events().forEach(this::event);
                update.trials().forEach(t -> write("event: trial\ndata: " + Api.trial(t) + "\n\n"));
                if (update.ended()) {
                    write("event: end\ndata: {}\n\n");
                }
            });
        }

        private void event(StoredEvent event) {
            if (event.sequence() <= sent) {
                return;
            }
            sent = event.sequence();
            ObjectNode json = Api.event(event);
            write("id: " + event.sequence() + "\nevent: happened\ndata: " + json + "\n\n");
        }

        private void write(String text) {
            if (closed) {
                return;
            }
            if (response.writeQueueFull()) {
                close();
                response.reset();
                return;
            }
            response.write(text);
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
