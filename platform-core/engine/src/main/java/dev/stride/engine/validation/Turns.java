package dev.stride.engine.validation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets a few questions be on their way at once. The others wait here, where no time limit runs, and not in the queue of
 * the node that answers, where many quick questions would time one another out. Safe for use by several threads.
 */
final class Turns {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /** @param most how many questions are on their way at once */
    Turns(int most) {
        this.free = most;
    }

    /** Asks when it is its turn. */
    <T> Future<T> take(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Runnable turn = () -> ask(question).onComplete(answered -> {
            next();
            answer.handle(answered);
        });
        synchronized (this) {
            if (free == 0) {
                waiting.add(turn);
                return answer.future();
            }
            free--;
        }
        turn.run();
        return answer.future();
    }

    private static <T> Future<T> ask(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void next() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
