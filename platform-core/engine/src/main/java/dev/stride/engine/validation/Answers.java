package dev.stride.engine.validation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Questions that were asked, with their answers. Safe for use by several threads. */
final class Answers {

    private final Map<Object, Future<?>> known;

    private Answers(Map<Object, Future<?>> known) {
        this.known = known;
    }

    /** Keeps all answers. */
    static Answers all() {
        return new Answers(new ConcurrentHashMap<>());
    }

    /** @param most how many answers are kept: of more, those that were wanted last */
    static Answers ofLast(int most) {
        return new Answers(Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Future<?>> eldest) {
                return size() > most;
            }
        }));
    }

    /** The answer to a question that was asked before; a failure is asked again. */
    @SuppressWarnings("unchecked") // a key stands for one kind of answer
    <T> Future<T> once(Object key, Supplier<Future<T>> question) {
        Promise<T> asked = Promise.promise();
        Future<?> before = known.putIfAbsent(key, asked.future());
        if (before != null) {
            return (Future<T>) before;
        }
        asked.future().onFailure(e -> known.remove(key, asked.future()));
        Future.succeededFuture().compose(now -> question.get()).onComplete(asked);
        return asked.future();
    }
}
