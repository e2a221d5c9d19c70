package dev.stride.cli;

import java.io.PrintWriter;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What is said and done when a signal ends this process (Ctrl-C, SIGTERM): first one line about what goes on and what
 * does not, then what was opened is closed. From its beginning on, nothing else is said, since everything that fails
 * then fails because of it. Its static methods may be called from any thread.
 */
final class Interruption {

    private static final ConcurrentLinkedDeque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();
    private static volatile String farewell = "";
    private static volatile boolean begun;

    private Interruption() {}

    /** Prepares this process for signals. */
    static void await(PrintWriter err) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> happen(err), "interruption"));
    }

    /** Whether the process is ending. */
    static boolean hasBegun() {
        return begun;
    }

    /** Has something closed that would otherwise be left open. */
    static void closes(AutoCloseable open) {
        OPEN.push(open);
    }

    /** It was closed in the ordinary way. */
    static void closed(AutoCloseable open) {
        OPEN.remove(open);
    }

    /** Does something that takes long, with what is to be said where it is interrupted. */
    static void saying(String what, Runnable work) {
        farewell = what;
        try {
            work.run();
        } finally {
            if (!begun) {
                farewell = "";
            }
        }
    }

    private static void happen(PrintWriter err) {
        begun = true;
        if (!farewell.isEmpty()) {
            err.println();
            err.println("interrupted: " + farewell);
            err.flush();
        }
        for (AutoCloseable open = OPEN.poll(); open != null; open = OPEN.poll()) {
            try {
                open.close();
            } catch (Exception e) {
                err.println("stride: not closed cleanly: " + e.getMessage());
            }
        }
    }
}
