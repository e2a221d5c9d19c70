package dev.stride.training.input;

import dev.stride.model.RandomStream;

/** The order in which an epoch goes through the training images; a function of the trial's seed and the epoch alone. */
public final class EpochOrder {

    private EpochOrder() {}

    /** The indices in this epoch's order. */
    public static int[] of(int[] indices, long seed, int epoch) {
        int[] order = RandomStream.of(seed).split("order").split(epoch).permutation(indices.length);
        int[] result = new int[indices.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = indices[order[i]];
        }
        return result;
    }
}
