package dev.stride.training.loop;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where an epoch is cut into batches: full ones in a row, and one with the rest. Every image is in exactly one batch. A
 * rest of a single image joins the batch before it where the net has batch normalisation that learns: statistics of one
 * image are none to learn from, and the variance of a single number is not a number.
 *
 * @param images of an epoch; at least one
 * @param batch images of a full batch
 * @param joinsSingle whether a rest of a single image joins the batch before it
 */
record EpochCuts(int images, int batch, boolean joinsSingle) {

    /**
     * The cuts for a net.
     *
     * @param frozen nodes whose statistics stay as they are
     * @throws PlatformException with {@code MISFIT} where a batch would be one image and a batch normalisation that
     *     learns would have one number a channel
     */
    static EpochCuts of(int images, int batch, Network network, Set<String> frozen) {
        List<Node> norms = network.nodes().stream()
                .filter(n -> n.layer() instanceof Layer.BatchNorm && !frozen.contains(n.name()))
                .toList();
        var cuts = new EpochCuts(images, batch, !norms.isEmpty());
        if (cuts.end(cuts.steps() - 1) - cuts.start(cuts.steps() - 1) == 1) {
            norms.stream().filter(n -> isOneNumber(network, n)).findFirst().ifPresent(norm -> {
                throw new PlatformException(
                        ErrorCode.MISFIT,
                        "a batch of one image gives batch normalisation '" + norm.name() + "' of " + network.name()
                                + " one number a channel; at least two are expected",
                        "use a batch of 2 or more, or larger images");
            });
        }
        return cuts;
    }

    private static boolean isOneNumber(Network network, Node norm) {
        TensorShape shape = network.shapes().get(norm.name());
        return !(shape instanceof TensorShape.Maps maps) || maps.height() * maps.width() == 1;
    }

    /** How many batches there are. */
    int steps() {
        return images / batch + (images % batch == 0 || joins() ? 0 : 1);
    }

    private boolean joins() {
        return joinsSingle && images > batch && images % batch == 1;
    }

    /** The place of a batch's first image in the epoch's order. */
    int start(int step) {
        return step * batch;
    }

    /** The place after a batch's last image. */
    int end(int step) {
        return step == steps() - 1 ? images : (step + 1) * batch;
    }

    /** The place after each batch's last image. */
    int[] ends() {
        return IntStream.range(0, steps()).map(this::end).toArray();
    }

    /** Images of the largest batch. */
    int largest() {
        return Math.min(images, joins() ? batch + 1 : batch);
    }
}
