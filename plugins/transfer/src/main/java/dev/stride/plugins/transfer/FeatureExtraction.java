package dev.stride.plugins.transfer;

import dev.stride.spi.About;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.Optional;
import java.util.Set;

/**
 * For small data sets: everything before the head comes from the source and is frozen, weights, batch-norm statistics and
 * the normalisation of pixels alike, so that it is the function that was trained there; a new head is trained on these
 * features.
 */
public final class FeatureExtraction implements TransferStrategy<FeatureExtraction.Parameters> {

    /** What may vary. */
    public record Parameters(@About(SourceFit.ABOUT) TransferSource source) {}

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
    public TransferPlan plan(Parameters parameters, TransferTarget target, Optional<SourceWeights> source) {
        SourceFit fit = SourceFit.of(target.network(), source);
        Set<String> features = Stages.of(target.network()).nodes();
        return TransferPlan.of(
                fit.require(features),
                features,
                features,
                "frozen as in the source: all layers before the head, which is new; " + fit.compared());
    }
}
