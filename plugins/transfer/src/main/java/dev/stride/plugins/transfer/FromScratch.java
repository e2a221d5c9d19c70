package dev.stride.plugins.transfer;

import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.Optional;

/** No transfer: all weights start afresh and all train. The baseline of every comparison. */
public final class FromScratch implements TransferStrategy<FromScratch.Parameters> {

    /** Nothing varies. */
    public record Parameters() {}

    @Override
    public String name() {
        return "from-scratch";
    }

    @Override
    public String summary() {
        return "All weights start afresh and train";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Optional<TransferSource> source(Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public TransferPlan plan(Parameters parameters, TransferTarget target, Optional<SourceWeights> source) {
        return TransferPlan.fromScratch(target.network(), "all weights start afresh and train");
    }
}
