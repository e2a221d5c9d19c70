package dev.stride.training.input;

import dev.stride.spi.ImageSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pass over images, in batches.
 *
 * @param order the indices of the images, in the order in which they are gone through
 * @param ends the place in the order after each batch's last image
 * @param epoch what changes the images; empty where they stay as they are
 */
public record Pass(ImageSet images, int[] order, int[] ends, Optional<AugmentationPipeline.Epoch> epoch) {

    /** @throws IllegalArgumentException where it has no batch */
    public Pass {
        if (ends.length == 0) {
            throw new IllegalArgumentException("a pass goes through one image at least");
        }
    }

    /** Images as they are, in batches of a size and one with the rest. */
    public static Pass plain(ImageSet images, int[] order, int batch) {
        int[] ends = IntStream.rangeClosed(1, (order.length + batch - 1) / batch)
                .map(i -> (int) Math.min(order.length, (long) i * batch))
                .toArray();
        return new Pass(images, order, ends, Optional.empty());
    }

    /** How many batches there are. */
    public int batches() {
        return ends.length;
    }

    /** The place of a batch's first image in the order. */
    public int start(int batch) {
        return batch == 0 ? 0 : ends[batch - 1];
    }

    /** How many images a batch has. */
    public int count(int batch) {
        return ends[batch] - start(batch);
    }
}
