package dev.stride.spi;

import dev.stride.model.ModuleKind;
import dev.stride.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a net starts from another one's weights, and what of it trains. */
public non-sealed interface TransferStrategy<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.TRANSFER;
    }

    /** Where the weights come from; empty for a strategy that needs none. */
    Optional<TransferSource> source(P parameters);

    /**
     * Says what is loaded and what is frozen.
     *
     * @param source the shapes of the source's tensors by name, such as {@code conv1.weight}; null where there is no
     *     source
     * @throws Misfit where the source's layers do not fit, listing those that differ
     */
    TransferPlan plan(P parameters, Network target, @Nullable Map<String, List<Integer>> source);
}
