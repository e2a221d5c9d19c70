package dev.stride.server;

import dev.stride.engine.coordinator.Experiments;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What happens to experiments as server-sent events, see {@link ExperimentStream}. For one event loop. */
final class StreamRoutes {

    static final int MOST_STREAMS = 200;

    /** A page that is asleep or a command that is paused comes back and goes on; nobody reads so little in this time. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Experiments experiments;
    private final Vertx vertx;
    private final Duration patience;
    private final Set<ExperimentStream> open = ConcurrentHashMap.newKeySet();

    StreamRoutes(Experiments experiments, Vertx vertx) {
        this(experiments, vertx, PATIENCE);
    }

    /** @param patience how long a client may take to read what it was sent */
    StreamRoutes(Experiments experiments, Vertx vertx, Duration patience) {
        this.experiments = experiments;
        this.vertx = vertx;
        this.patience = patience;
    }

    List<Operation> operations() {
        return List.of(Operation.get("/api/v1/experiments/{id}/stream", this::stream, "after"));
    }

    private void stream(RoutingContext context) {
        refuseOneTooMany();
        Optional<Long> after = after(context);
        Found.experiment(context, experiments)
                .map(experiment -> begin(context, experiment, after))
                .onFailure(e -> Problems.send(context, e));
    }

    private void refuseOneTooMany() {
        if (open.size() >= MOST_STREAMS) {
            throw new HttpRefusal(503, "", open.size() + " streams are open, which is the most", "close some pages");
        }
    }

    private boolean begin(RoutingContext request, StoredExperiment experiment, Optional<Long> after) {
        if (request.response().closed()) {
            // Its client left while the experiment was looked for; nothing would end a stream that began now.
            return false;
        }
        if (after.isPresent() && after.get() > experiment.lastEvent()) {
            throw new HttpRefusal(
                    400,
                    "header.Last-Event-ID",
                    "event " + after.get() + " has not happened; the last one is " + experiment.lastEvent(),
                    "begin without it");
        }
        if (request.request().method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Content-Type", "text/event-stream").end();
            return false;
        }
        // Again: others may have begun while the experiment was looked for.
        refuseOneTooMany();
        var stream = new ExperimentStream(experiments, vertx, request.request(), experiment, patience, open::remove);
        open.add(stream);
        stream.begin(after.orElse(experiment.lastEvent()));
        return true;
    }

    /** A client that comes back says it in a header, one that comes first in the query. */
    private static Optional<Long> after(RoutingContext context) {
        String header = context.request().getHeader("Last-Event-ID");
        if (header == null || header.isEmpty()) {
            return Query.text(context, "after").map(text -> Query.whole(context, "after", 0, Long.MAX_VALUE, 0));
        }
        if (!header.matches("\\d{1,18}")) {
            throw new HttpRefusal(
                    400,
                    "header.Last-Event-ID",
                    "'" + Query.shortened(header) + "' is no id of an event",
                    "give the id of the last event that was read, or leave it out");
        }
        return Optional.of(Long.parseLong(header));
    }

    /** How many streams are open. */
    int open() {
        return open.size();
    }

    /** Ends all streams; their clients come back by themselves, to a server that may be there again. */
    void close() {
        List.copyOf(open).forEach(ExperimentStream::end);
    }
}
