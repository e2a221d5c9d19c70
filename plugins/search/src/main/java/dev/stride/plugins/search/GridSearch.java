package dev.stride.plugins.search;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Misfit;
import dev.stride.spi.Proposal;
import dev.stride.spi.Range;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Every point of the space once, later parameters fastest. */
public final class GridSearch implements SearchAlgorithm<GridSearch.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About(
                    "Into how many points, 2 or more, ranges of real numbers are cut, both ends included; 0 refuses such ranges")
            @Default("0")
            @Range(min = 0, max = 10_000)
            int points) {
        public Parameters {
            if (points == 1) {
                throw new Misfit("a range is not cut into 1 point, as both its ends belong to it", "use 2 or more");
            }
        }
    }

    @Override
    public String name() {
        return "grid";
    }

    @Override
    public String summary() {
        return "Every point of the space, in order";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public OptionalLong size(Parameters parameters, SearchSpace space) {
        return OptionalLong.of(new Grid(parameters.points()).size(space));
    }

    @Override
    public Proposal propose(Parameters parameters, SearchView view) {
        var grid = new Grid(parameters.points());
        long size = grid.size(view.space());
        int index = view.trials().size();
        if (index >= size) {
            return new Proposal.Exhausted("all " + size + " points of the grid are proposed");
        }
        var values = new TreeMap<String, ParameterValue>();
        grid.point(view.space(), index, "", values);
        return new Proposal.Try(new Configuration(values), "point " + (index + 1) + " of " + size + " of the grid");
    }
}
