package dev.stride.spi;

import dev.stride.model.ModuleKind;
import java.util.Optional;

/** How a net starts from another one's weights, and what of it trains. */
public non-sealed interface TransferStrategy<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.TRANSFER;
    }

    /** Where the weights come from; empty for a strategy that needs none. */
    Optional<TransferSource> source(P parameters);

    /**
     * Says which net trains, what of it is loaded, and what of it trains when and how fast.
     *
     * @param source the weights to start from; empty where {@link #source} is
     * @throws Misfit where the source's layers do not fit, listing those that differ
     */
    TransferPlan plan(P parameters, TransferTarget target, Optional<SourceWeights> source);
}
