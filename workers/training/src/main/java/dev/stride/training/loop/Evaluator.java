package dev.stride.training.loop;

import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.spi.ImageSet;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.Pass;
import dev.stride.training.input.Passes;
import dev.stride.training.program.Program;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Measures a net on images, in batches whose memory is used again. For one thread. */
final class Evaluator {

    private static final int MOST_IMAGES = 500;
    private static final long BYTES = 32L << 20;

    /** A layer's input and output, a shortcut beside them, and what a convolution works with. */
    private static final int MAPS_AT_ONCE = 4;

    private final BatchPair pair;

    /** @param pair takes its batches, each as large as the pair can take */
    Evaluator(BatchPair pair) {
        this.pair = pair;
    }

    /**
     * How many images an evaluation takes at once: 500 where 32 MiB suffice for them, fewer where they do not, but no
     * fewer than training does, which keeps every layer's output where this keeps some. So what fits in training fits here.
     *
     * @param trained images of the largest training batch
     */
    static int images(Network network, int trained) {
        long largest = NetworkTable.of(network).rows().stream()
                .mapToLong(NetworkTable.Row::activationBytes)
                .max()
                .orElse(1);
        long fitting = BYTES / (MAPS_AT_ONCE * largest);
        return (int) Math.min(MOST_IMAGES, Math.max(trained, fitting));
    }

    /**
     * Goes through the images at these indices.
     *
     * @param passes makes the batches
     * @param cancelled asked before each batch
     * @return empty where it was cancelled
     */
    Optional<Scores> evaluate(
            TrialState state, Passes passes, ImageSet images, int[] indices, BooleanSupplier cancelled) {
        Pass pass = Pass.plain(images, indices, pair.capacity());
        Batches batches = passes.begin(pass, pair);
        var sums = new TreeMap<String, Program.Evaluation>();
        for (int i = 0; i < pass.batches(); i++) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            state.program()
                    .evaluate(state.tensors(), batches.next())
                    .forEach((head, part) -> sums.merge(head, part, Program.Evaluation::plus));
        }
        return Optional.of(Scores.of(sums, indices.length));
    }
}
