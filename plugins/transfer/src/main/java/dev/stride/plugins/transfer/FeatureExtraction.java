package dev.stride.plugins.transfer;

import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.About;
import dev.stride.spi.Misfit;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For small data sets: everything before the head comes from the source and is frozen, weights and batch-norm statistics
 * alike; a new head is trained on these features.
 */
public final class FeatureExtraction implements TransferStrategy<FeatureExtraction.Parameters> {

    private static final int LISTED = 8;

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
    public TransferPlan plan(Parameters parameters, Network target, @Nullable Map<String, List<Integer>> source) {
        Set<String> features = features(target);
        List<String> differences = differences(target, features, source == null ? Map.of() : source);
        if (!differences.isEmpty()) {
            throw new Misfit(
                    "the source's layers do not fit " + target.name() + ": "
                            + String.join("; ", differences.subList(0, Math.min(LISTED, differences.size())))
                            + (differences.size() > LISTED ? "; and " + (differences.size() - LISTED) + " more" : ""),
                    "take a source of the same architecture and input");
        }
        return new TransferPlan(
                features, features, "the layers before the head come from the source and stay as they are");
    }

    private static Set<String> features(Network target) {
        var features = new LinkedHashSet<String>();
        target.nodes().stream()
                .filter(n -> !n.stage().equals(Network.HEAD_STAGE))
                .map(Node::name)
                .forEach(features::add);
        return features;
    }

    private static List<String> differences(Network target, Set<String> features, Map<String, List<Integer>> source) {
        var differences = new ArrayList<String>();
        for (TensorDeclaration tensor : target.tensors()) {
            List<Integer> shape = source.get(tensor.name());
            if (features.contains(tensor.node()) && !tensor.shape().equals(shape)) {
                differences.add(tensor.name() + " is " + (shape == null ? "missing" : shape.toString()) + ", not "
                        + tensor.shape());
            }
        }
        return differences;
    }
}
