package dev.stride.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Starts a slot's process. */
interface SlotLauncher {

    /**
     * Starts one that is to connect to a socket.
     *
     * @throws IOException where it cannot be started
     */
    Launched launch(Path socket) throws IOException;

    /** A process that was started. Safe for use by several threads. */
    interface Launched {

        long pid();

        /** Its exit code, once it has ended; 128 and the signal where one ended it. */
        CompletableFuture<Integer> exit();

        /** Ends it and what it has started, by force. It may have ended already. */
        void kill();
    }
}
