package dev.stride.plugins.transfer;

import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Range;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For medium data sets: the net is cut after its first stages, which stay as they are in the source; a small new net and
 * its softmax are trained on what comes out of them.
 */
public final class NewTop implements TransferStrategy<NewTop.Parameters> {

    private static final int MOST_UNITS = 65_536;

    /** What becomes of maps at the cut; a vector stays as it is. */
    public enum Features {
        /** The mean of each channel. */
        POOLED,
        /** All numbers. */
        FLATTENED
    }

    /** What may vary. */
    public record Parameters(
            @About(SourceFit.ABOUT) TransferSource source,

            @About("How many stages are kept, counted from the images: those that have weights, the head left out")
            @Range(min = 1)
            int keep,

            @About("What the new net sees of maps at the cut: pooled, the mean of each channel, or flattened")
            @Default("pooled")
            Features features,

            @About(
                    "The units of each hidden layer of the new net, the first first; none puts the softmax on the features")
            @Default("")
            @Range(min = 1, max = MOST_UNITS)
            List<Integer> hidden,

            @About("The probability that a hidden unit is dropped in a training step")
            @Default("0")
            @Range(min = 0, max = 0.95)
            double dropout) {

        public Parameters {
            hidden = List.copyOf(hidden);
        }
    }

    @Override
    public String name() {
        return "new-top";
    }

    @Override
    public String summary() {
        return "The first stages of a trained net, frozen, under a small new net";
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
        Cut cut = Cut.after(target.network(), stages.first(parameters.keep(), 1, "kept"));
        Network network = new Top(parameters.features(), parameters.hidden(), parameters.dropout())
                .on(fit.require(cut.below()), cut, stages.names().get(parameters.keep() - 1));
        Set<String> kept = cut.below();
        return TransferPlan.of(
                network,
                kept,
                kept,
                "frozen as in the source: " + stages.words(parameters.keep())
                        + "; a new top trains on what comes out of them; " + fit.compared());
    }
}
