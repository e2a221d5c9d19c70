package dev.stride.training.input;

import dev.stride.network.TensorShape;
import dev.stride.training.program.Batch;

/**
 * Two batches that take turns: one is trained on while the other is filled.
 *
 * @param even takes the first of a pass
 */
public record BatchPair(Batch even, Batch odd) {

    /**
     * Takes memory.
     *
     * @param shape of an image, or of its features
     * @throws dev.stride.model.PlatformException with {@code MISFIT} where the images of one take more than 2 GiB
     */
    public static BatchPair of(TensorShape shape, int capacity, boolean floats) {
        return new BatchPair(new Batch(shape, capacity, floats), new Batch(shape, capacity, floats));
    }

    /** The one that takes a pass's batch of this number. */
    public Batch of(int number) {
        return number % 2 == 0 ? even : odd;
    }

    /** How many images each can take. */
    public int capacity() {
        return even.capacity();
    }
}
