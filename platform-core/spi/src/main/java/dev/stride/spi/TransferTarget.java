package dev.stride.spi;

import dev.stride.network.Network;

/**
 * What a transfer strategy plans for.
 *
 * @param network the net as its architecture describes it
 * @param trainingImages how many images are learned from, validation cut off; at least 1
 */
public record TransferTarget(Network network, int trainingImages) {

    public TransferTarget {
        if (trainingImages < 1) {
            throw new IllegalArgumentException(trainingImages + " training images; at least one is expected");
        }
    }
}
