package dev.stride.spi;

import dev.stride.model.ModuleKind;
import dev.stride.model.SearchSpace;
import java.util.OptionalLong;

/** Proposes configurations. A pure function of what the experiment has done so far. */
public non-sealed interface SearchAlgorithm<P extends Record> extends Module<P> {

    @Override
    default ModuleKind kind() {
        return ModuleKind.SEARCH;
    }

    /**
     * How many trials it will propose at most, by checked arithmetic and without expanding anything; empty where it
     * does not end by itself.
     *
     * @throws Misfit where it cannot search this space, for example a grid over a real range without points
     */
    OptionalLong size(P parameters, SearchSpace space);

    /**
     * The next proposal.
     *
     * <ol>
     *   <li>The same view gives the same proposal, however often it is asked: randomness comes from splits of the view's
     *       stream, whose own position is not to be relied on.
     *   <li>What it proposes lies in the space: a value of its domain for each active parameter, and nothing else.
     *   <li>It proposes no configuration that was proposed before.
     *   <li>It is exhausted only when it has nothing more to propose; one that only waits for results says so.
     * </ol>
     */
    Proposal propose(P parameters, SearchView view);
}
