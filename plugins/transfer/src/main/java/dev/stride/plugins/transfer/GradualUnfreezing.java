package dev.stride.plugins.transfer;

import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Range;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.Optional;
import java.util.Set;

/**
 * All layers before the head start from the source, and at first a new head trains alone; then one more stage begins to
 * train every few epochs, from the head down (Howard and Ruder, 2018).
 */
public final class GradualUnfreezing implements TransferStrategy<GradualUnfreezing.Parameters> {

    private static final int MOST_EPOCHS = 10_000;

    /** What may vary. */
    public record Parameters(
            @About(SourceFit.ABOUT) TransferSource source,

            @About("After how many epochs one more stage trains") @Default("1") @Range(min = 1, max = MOST_EPOCHS)
            int every,

            @About("What the learning rate is multiplied by for each stage that a layer is away from the head")
            @Default("1")
            @Range(min = 0.01, max = 1)
            double decay) {}

    @Override
    public String name() {
        return "gradual-unfreezing";
    }

    @Override
    public String summary() {
        return "A new head on a trained net, whose stages begin to train one after the other";
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
        return new TransferPlan(
                fit.require(stages.nodes()),
                stages.nodes(),
                Set.of(),
                stages.rates(parameters.decay(), Set.of()),
                stages.firstEpochs(parameters.every()),
                "a new head trains alone on the source's layers, and one more of " + stages.count()
                        + " stages with it after each "
                        + (parameters.every() == 1 ? "epoch; " : parameters.every() + " epochs; ") + fit.compared());
    }
}
