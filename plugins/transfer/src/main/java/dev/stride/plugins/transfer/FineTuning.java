package dev.stride.plugins.transfer;

import dev.stride.network.Network;
import dev.stride.network.Node;
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
import java.util.stream.Collectors;

/**
 * For large data sets: all weights start from the source and all train, lower stages slower where asked for (Howard and
 * Ruder, 2018). The head starts from the source too where it tells as many classes apart there; otherwise it is new.
 */
public final class FineTuning implements TransferStrategy<FineTuning.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About(SourceFit.ABOUT) TransferSource source,

            @About("What the learning rate is multiplied by for each stage that a layer is away from the head")
            @Default("1")
            @Range(min = 0.01, max = 1)
            double decay) {}

    @Override
    public String name() {
        return "fine-tuning";
    }

    @Override
    public String summary() {
        return "All weights of a trained net, trained on";
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
        Set<String> all = target.network().nodes().stream().map(Node::name).collect(Collectors.toSet());
        boolean headFits = fit.differences(all).isEmpty();
        Set<String> loaded = headFits ? all : stages.nodes();
        Network network = fit.require(loaded);
        return new TransferPlan(
                network,
                loaded,
                Set.of(),
                stages.rates(parameters.decay(), Set.of()),
                Map.of(),
                "all layers train on from the source, " + (headFits ? "the head too; " : "under a new head; ")
                        + fit.compared());
    }
}
