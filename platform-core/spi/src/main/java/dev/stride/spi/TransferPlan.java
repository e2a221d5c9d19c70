package dev.stride.spi;

import java.util.Set;

/**
 * What a transfer strategy does to a net.
 *
 * @param loaded the nodes whose tensors start from the source
 * @param frozen the nodes whose tensors, batch-norm statistics included, stay as they are to the bit
 * @param reason one sentence for people
 */
public record TransferPlan(Set<String> loaded, Set<String> frozen, String reason) {

    public TransferPlan {
        loaded = Set.copyOf(loaded);
        frozen = Set.copyOf(frozen);
    }

    /** Everything starts afresh and trains. */
    public static TransferPlan fromScratch(String reason) {
        return new TransferPlan(Set.of(), Set.of(), reason);
    }
}
