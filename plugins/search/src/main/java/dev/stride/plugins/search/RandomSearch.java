package dev.stride.plugins.search;

import dev.stride.model.SearchSpace;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Points at random, each parameter evenly on its own scale (Bergstra and Bengio, 2012), among those that were not
 * proposed before: a finite space is used up to its last point, a range of real numbers never is.
 */
public final class RandomSearch implements SearchAlgorithm<RandomSearch.Parameters> {

    /** Nothing varies: the budget says how many. */
    public record Parameters() {}

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "Points at random, each parameter evenly on its own scale";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public OptionalLong size(Parameters parameters, SearchSpace space) {
        long count = PointsLeft.count(space);
        return count == PointsLeft.ENDLESS ? OptionalLong.empty() : OptionalLong.of(count);
    }

    @Override
    public Proposal propose(Parameters parameters, SearchView view) {
        var proposed = view.trials().stream()
                .map(SearchView.Seen::configuration)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return PointsLeft.draw(view.space(), proposed, view.random())
                .<Proposal>map(point -> new Proposal.Try(point, "drawn at random among the points that are left"))
                .orElseGet(() -> new Proposal.Exhausted(end(view.space())));
    }

    private static String end(SearchSpace space) {
        long count = PointsLeft.count(space);
        return count == PointsLeft.ENDLESS
                ? "the space's ranges of real numbers are so narrow that no new number was found in them"
                : "all " + count + " points of the space are proposed";
    }
}
