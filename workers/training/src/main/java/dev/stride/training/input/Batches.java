package dev.stride.training.input;

import dev.stride.training.program.Batch;

/** The batches of a pass, one after the other. For one thread. */
public interface Batches {

    /**
     * The pass's next batch, which is the caller's until the next call; waits where it is not ready. What fails in
     * preparing it is thrown here, as it is.
     *
     * @throws IllegalStateException where the pass has no more
     */
    Batch next();
}
