package dev.stride.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one after the other and is closed the other way round. For one thread. */
final class OpenParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds one, to be closed before all that were added earlier. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes all, whatever closing one of them throws; then throws the first of that, which holds the others. */
    @Override
    public void close() {
        var failures = new ArrayDeque<Exception>();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return;
        }
        Exception first = failures.pop();
        RuntimeException thrown = first instanceof RuntimeException known ? known : new IllegalStateException(first);
        failures.forEach(thrown::addSuppressed);
        throw thrown;
    }

    /** Closes all because of a failure, which is given back with what closing adds to it. */
    RuntimeException closedAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
