package dev.stride.server;

import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.PlainText;
import dev.stride.store.ExperimentStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer of any length, made and sent a part at a time: the next part is made when the client has taken the last, so
 * that neither a long answer nor a slow client costs more memory than a part. A client that takes too long over one is cut
 * off: it would hold its part and its connection for ever. What goes wrong before the first part is
 * answered as a problem; after it the connection breaks off, so that nobody takes a part for the whole. For the context
 * of its request.
 */
final class LongAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(LongAnswer.class);

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Experiments experiments;
    private final String type;
    private final Duration patience;
    private final Parts parts;

    private LongAnswer(RoutingContext context, Experiments experiments, String type, Duration patience, Parts parts) {
        this.context = context;
        this.response = context.response();
        this.experiments = experiments;
        this.type = type;
        this.patience = patience;
        this.parts = parts;
    }

    /** Makes the parts of an answer, in order. Asked by one thread at a time. */
    interface Parts {

        /** The next part; empty after the last. Blocks. */
        Optional<String> next(ExperimentStore store);
    }

    /**
     * Sends one.
     *
     * @param type of the content
     * @param patience how long a client may take to read what it was sent
     */
    static void send(
            RoutingContext context,
            Experiments experiments,
            String type,
            Duration patience,
            Future<? extends Parts> parts) {
        parts.onSuccess(known -> new LongAnswer(context, experiments, type, patience, known).goOn())
                .onFailure(e -> Problems.send(context, e));
    }

    private void goOn() {
        experiments.read(parts::next).onSuccess(this::took).onFailure(this::failed);
    }

    private void took(Optional<String> part) {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", type).putHeader("Cache-Control", "no-cache");
        }
        if (part.isEmpty() || context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (!response.closed()) {
            response.write(part.get());
            whenTaken();
        }
    }

    /** A client that leaves never takes it, and that is the end; so it is for one that does not read in time. */
    private void whenTaken() {
        if (!response.writeQueueFull()) {
            goOn();
            return;
        }
        long deadline = context.vertx().setTimer(patience.toMillis(), timer -> cutOff());
        response.drainHandler(drained -> {
            response.drainHandler(null);
            context.vertx().cancelTimer(deadline);
            goOn();
        });
    }

    private void cutOff() {
        if (!response.closed()) {
            LOG.info(
                    "the client of {} {} reads too slowly and is cut off",
                    context.request().method(),
                    PlainText.escaped(context.request().path()));
            UnreadConnection.cutOff(context.request());
        }
    }

    private void failed(Throwable e) {
        if (response.headWritten()) {
            LOG.error(
                    "the answer to {} {} breaks off",
                    context.request().method(),
                    PlainText.escaped(context.request().path()),
                    e);
            response.reset();
        } else {
            Problems.send(context, e);
        }
    }
}
