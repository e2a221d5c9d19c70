package dev.stride.plugins.transfer;

import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Range;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For medium data sets: all layers before the head start from the source; the first stages stay as they are, the others
 * train on, under a new head. With no stage frozen all train, with every one the head alone.
 */
public final class PartialFineTuning implements TransferStrategy<PartialFineTuning.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About(SourceFit.ABOUT) TransferSource source,

            @About(
                    "How many stages stay as they are, counted from the images: those that have weights, the head left out")
            @Range(min = 0)
            int frozen,

            @About("What the learning rate is multiplied by for each stage that a layer is away from the head")
            @Default("1")
            @Range(min = 0.01, max = 1)
            double decay) {}

    @Override
    public String name() {
        return "partial-fine-tuning";
    }

    @Override
    public String summary() {
        return "The first stages of a trained net, frozen; the others, trained on; a new head";
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
        Stages stages = Stages.of(target.network());
        Set<String> frozen = stages.first(parameters.frozen(), 0, "frozen");
        return new TransferPlan(
                fit.require(stages.nodes()),
                stages.nodes(),
                frozen,
                stages.rates(parameters.decay(), frozen),
                Map.of(),
                "frozen as in the source: " + stages.words(parameters.frozen())
                        + "; what is not frozen trains on from it under a new head; "
                        + fit.compared());
    }
}
