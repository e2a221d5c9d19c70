package dev.stride.training.input;

/** Makes the batches of passes. For one thread. */
public interface Passes {

    /**
     * Begins a pass. Batches of an earlier one are used no more.
     *
     * @param pair takes the pass's batches in turns
     */
    Batches begin(Pass pass, BatchPair pair);
}
