package dev.stride.plugins.transfer;

import dev.stride.network.Layer;
import dev.stride.network.LayerDifference;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Misfit;
import dev.stride.spi.SourceWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A source held against the layers that are to start from it: by kind and settings where it describes its net, as every
 * checkpoint does, and by names and shapes of its tensors.
 */
record SourceFit(Network target, SourceWeights source) {

    /** What a strategy's parameter for it is described by. */
    static final String ABOUT =
            "Where the weights come from: {experiment: ID}, {trial: ID} or {file: PATH, names: WHOSE}";

    private static final int LISTED = 8;

    /** @throws Misfit where there is no source */
    static SourceFit of(Network target, Optional<SourceWeights> source) {
        return new SourceFit(
                target, source.orElseThrow(() -> new Misfit("there are no weights to start from", "give a 'source'")));
    }

    /**
     * The target, which sees pixels normalised as the source did where that is known.
     *
     * @param loaded nodes that start from the source
     * @throws Misfit where they differ there, listing how
     */
    Network require(Set<String> loaded) {
        List<String> differences = differences(loaded);
        if (!differences.isEmpty()) {
            throw new Misfit(
                    "the source's layers do not fit " + target.name() + ": "
                            + String.join("; ", differences.subList(0, Math.min(LISTED, differences.size())))
                            + (differences.size() > LISTED ? "; and " + (differences.size() - LISTED) + " more" : ""),
                    "take a source of the same architecture, settings and channels");
        }
        return source.network().map(net -> seenAs(net.input())).orElse(target);
    }

    /** What was compared, for a plan's reason. */
    String compared() {
        return source.network().isPresent()
                ? "pixels are normalised as they were there"
                : "the file does not describe its net, so only names and shapes were compared";
    }

    /** What keeps nodes from starting from the source: for each, how it differs there. */
    List<String> differences(Set<String> loaded) {
        var differences = new ArrayList<String>();
        source.network()
                .ifPresent(net -> LayerDifference.between(net, target, loaded).stream()
                        .map(LayerDifference::toString)
                        .forEach(differences::add));
        for (TensorDeclaration tensor : target.tensors()) {
            List<Integer> shape = source.shapes().get(tensor.name());
            if (loaded.contains(tensor.node()) && !tensor.shape().equals(shape)) {
                differences.add(tensor.name() + " is " + (shape == null ? "missing" : shape.toString()) + ", not "
                        + tensor.shape());
            }
        }
        return differences;
    }

    /** The target's images, normalised as the source's were. */
    private Network seenAs(Layer.Input seen) {
        var input = new Layer.Input(target.input().shape(), seen.order(), seen.scale(), seen.mean(), seen.deviation());
        return target.withInput(input);
    }
}
