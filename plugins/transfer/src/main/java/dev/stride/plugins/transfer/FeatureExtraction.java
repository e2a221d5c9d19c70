package dev.stride.plugins.transfer;

import dev.stride.network.Layer;
import dev.stride.network.LayerDifference;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.About;
import dev.stride.spi.Misfit;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For small data sets: everything before the head comes from the source and is frozen, weights, batch-norm statistics and
 * the normalisation of pixels alike, so that it is the function that was trained there; a new head is trained on these
 * features. A source with other layers is refused: by kind and settings where it describes its net, as every checkpoint
 * does, else by names and shapes of its tensors.
 */
public final class FeatureExtraction implements TransferStrategy<FeatureExtraction.Parameters> {

    private static final int LISTED = 8;
    private static final String WHOLE =
            "the layers before the head come from the source and stay as they are; pixels are normalised as they were there";
    private static final String SHAPES_ALONE =
            "the layers before the head come from the file and stay as they are; it does not describe its net, so only names "
                    + "and shapes were compared";

    /** What may vary. */
    public record Parameters(
            @About("Where the weights come from: {experiment: ID}, {trial: ID} or {file: PATH}")
            TransferSource source) {}

    @Override
    public String name() {
        return "feature-extraction";
    }

    @Override
    public String summary() {
        return "Features of a trained net, frozen, under a new head";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Optional<TransferSource> source(Parameters parameters) {
        return Optional.of(parameters.source());
    }

    @Override
    public TransferPlan plan(Parameters parameters, Network target, Optional<SourceWeights> source) {
        SourceWeights weights =
                source.orElseThrow(() -> new Misfit("there are no weights to start from", "give a 'source'"));
        Set<String> features = features(target);
        List<String> differences = differences(target, features, weights);
        if (!differences.isEmpty()) {
            throw new Misfit(
                    "the source's layers do not fit " + target.name() + ": "
                            + String.join("; ", differences.subList(0, Math.min(LISTED, differences.size())))
                            + (differences.size() > LISTED ? "; and " + (differences.size() - LISTED) + " more" : ""),
                    "take a source of the same architecture, settings and channels, in 32-bit floats");
        }
        Optional<Layer.Input> input = weights.network().map(net -> seenBy(net.input(), target.input()));
        return new TransferPlan(features, features, input, input.isPresent() ? WHOLE : SHAPES_ALONE);
    }

    /** The target's images, normalised as the source's were. */
    private static Layer.Input seenBy(Layer.Input source, Layer.Input target) {
        return new Layer.Input(target.shape(), source.order(), source.scale(), source.mean(), source.deviation());
    }

    private static Set<String> features(Network target) {
        return target.nodes().stream()
                .filter(n -> !n.stage().equals(Network.HEAD_STAGE))
                .map(Node::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> differences(Network target, Set<String> features, SourceWeights source) {
        var differences = new ArrayList<String>();
        source.network()
                .ifPresent(net -> LayerDifference.between(net, target, features).stream()
                        .map(LayerDifference::toString)
                        .forEach(differences::add));
        for (TensorDeclaration tensor : target.tensors()) {
            List<Integer> shape = source.shapes().get(tensor.name());
            if (features.contains(tensor.node()) && !tensor.shape().equals(shape)) {
                differences.add(tensor.name() + " is " + (shape == null ? "missing" : shape.toString()) + ", not "
                        + tensor.shape());
            }
        }
        return differences;
    }
}
