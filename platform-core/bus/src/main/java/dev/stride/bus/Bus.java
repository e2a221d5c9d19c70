package dev.stride.bus;

import static java.util.Objects.requireNonNull;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Vert.x event bus as typed requests. A {@link PlatformException} of the answering side arrives as one. */
public final class Bus {

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final int PLATFORM_FAILURE = 1;

    private final EventBus events;
    private final Set<Class<?>> registered = ConcurrentHashMap.newKeySet();

    /** @param vertx whose event bus to use; the codecs of the messages are registered on first use */
    public Bus(Vertx vertx) {
        this.events = vertx.eventBus();
    }

    /**
     * Asks and waits for the answer.
     *
     * @return fails with {@code TIMED_OUT} where none came in time, with what its absence is to the address where nobody
     *     answers there, and otherwise with what the answering side failed with
     */
    public <Q, A> Future<A> request(Address<Q, A> address, Q request, Duration timeout) {
        register(address);
        var options = new DeliveryOptions()
                .setSendTimeout(timeout.toMillis())
                .setCodecName(address.request().getName());
        return events.<A>request(address.value(), request, options)
                .map(Message::body)
                .recover(e -> Future.failedFuture(understood(address, e, timeout)));
    }

    /** Answers at an address, on the context that calls this. */
    public <Q, A> MessageConsumer<Q> serve(Address<Q, A> address, Function<Q, Future<A>> answer) {
        register(address);
        return events.consumer(
                address.value(),
                message -> answer(answer, message)
                        .onSuccess(reply -> message.reply(
                                reply,
                                new DeliveryOptions()
                                        .setCodecName(address.reply().getName())))
                        .onFailure(e -> message.fail(PLATFORM_FAILURE, Wire.write(Failure.of(address, e)))));
    }

    /** Whatever goes wrong there, a linkage error of a plugin too, is an answer: nobody waits for one that never comes. */
    private static <Q, A> Future<A> answer(Function<Q, Future<A>> answer, Message<Q> message) {
        try {
            return requireNonNull(answer.apply(message.body()), "no future")
                    .map(reply -> requireNonNull(reply, "no answer"));
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }

    private void register(Address<?, ?> address) {
        register(address.request());
        register(address.reply());
    }

    private <T> void register(Class<T> type) {
        if (!registered.add(type)) {
            return;
        }
        try {
            events.registerCodec(new RecordCodec<>(type));
        } catch (IllegalStateException byAnotherBus) {
            // Codecs have the name of their type: the one that is there does the same.
        }
    }

    private static PlatformException understood(Address<?, ?> address, Throwable e, Duration timeout) {
        Address.Answerer answerer = address.answerer();
        if (e instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
            return new PlatformException(
                    ErrorCode.TIMED_OUT,
                    answerer.name() + " did not answer within " + timeout.toMillis() + " ms",
                    "try again; where it happens again, the log of the node that has it says what it was doing");
        }
        if (e instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new PlatformException(
                    answerer.absent(), answerer.name() + " is not there: no node answers for it", answerer.remedy());
        }
        if (e instanceof ReplyException reply && reply.failureCode() == PLATFORM_FAILURE) {
            String what = "the refusal of " + answerer.name();
            return Wire.read(String.valueOf(reply.getMessage()), Failure.class, what)
                    .toException();
        }
        return new PlatformException(
                ErrorCode.DEFECT,
                "the request to " + answerer.name() + " failed with "
                        + e.getClass().getSimpleName(),
                "this is a defect of the program; its log has more",
                e);
    }

    /** A {@link PlatformException} on the wire. */
    record Failure(ErrorCode code, List<Problem> problems) {

        static Failure of(Address<?, ?> address, Throwable e) {
            if (e instanceof PlatformException known) {
                return new Failure(known.code(), known.problems());
            }
            Address.Answerer answerer = address.answerer();
            LOG.error("{} met a defect in a request to {}", answerer.name(), address.value(), e);
            String message = answerer.name() + " failed with " + e.getClass().getSimpleName();
            return new Failure(answerer.defect(), List.of(new Problem("", message, "see the node's log")));
        }

        PlatformException toException() {
            return new PlatformException(code, problems);
        }
    }
}
