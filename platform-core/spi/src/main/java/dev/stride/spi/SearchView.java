package dev.stride.spi;

import dev.stride.model.Configuration;
import dev.stride.model.Objective;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrialState;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a search algorithm sees of an experiment: read only.
 *
 * @param trials every trial proposed so far, in the order of proposals
 * @param random the stream of this proposal, derived from the experiment's seed and the number of proposals
 */
public record SearchView(SearchSpace space, Objective objective, List<Seen> trials, RandomStream random) {

    public SearchView {
        trials = List.copyOf(trials);
    }

    /**
     * A trial.
     *
     * @param objective the objective's value after its last epoch so far; empty before the first and where it was no number
     */
    public record Seen(Configuration configuration, TrialState state, OptionalDouble objective) {}
}
