package dev.stride.plugins.search;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.spi.Misfit;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Points at random, each parameter evenly on its own scale (Bergstra and Bengio, 2012). A point that was proposed before
 * is drawn again; in a small space the points that are left are counted through.
 */
public final class RandomSearch implements SearchAlgorithm<RandomSearch.Parameters> {

    private static final int DRAWS = 100;
    private static final long SMALL = 100_000;

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
        try {
            return OptionalLong.of(new Grid(0).size(space));
        } catch (Misfit endless) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Proposal propose(Parameters parameters, SearchView view) {
        Set<Configuration> proposed =
                view.trials().stream().map(SearchView.Seen::configuration).collect(Collectors.toSet());
        for (int draw = 0; draw < DRAWS; draw++) {
            var values = new TreeMap<String, ParameterValue>();
            draw(view.space(), "", view.random(), values);
            var configuration = new Configuration(values);
            if (!proposed.contains(configuration)) {
                return new Proposal.Try(configuration, "drawn at random");
            }
        }
        return left(parameters, view, proposed);
    }

    /** One of the points that are left, where they can be counted. */
    private Proposal left(Parameters parameters, SearchView view, Set<Configuration> proposed) {
        OptionalLong size = size(parameters, view.space());
        if (size.isPresent() && size.getAsLong() <= SMALL) {
            long start = view.random().nextLong(size.getAsLong());
            for (long i = 0; i < size.getAsLong(); i++) {
                var values = new TreeMap<String, ParameterValue>();
                new Grid(0).point(view.space(), (start + i) % size.getAsLong(), "", values);
                var configuration = new Configuration(values);
                if (!proposed.contains(configuration)) {
                    return new Proposal.Try(configuration, "one of the points that were left, at random");
                }
            }
        }
        return new Proposal.Exhausted("every point of the space is proposed");
    }

    private static void draw(
            SearchSpace space, String prefix, RandomStream random, Map<String, ParameterValue> values) {
        space.parameters().forEach(p -> draw(p.domain(), prefix + p.name(), random, values));
    }

    private static void draw(
            ParameterDomain domain, String path, RandomStream random, Map<String, ParameterValue> values) {
        if (domain instanceof ParameterDomain.Choice choice) {
            ParameterDomain.Option option = one(choice.options(), random);
            values.put(path, ParameterValue.of(option.name()));
            draw(option.space(), path + "." + option.name() + ".", random, values);
        } else if (domain instanceof ParameterDomain.Categorical list) {
            values.put(path, one(list.values(), random));
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            values.put(path, one(list.values(), random));
        } else if (domain instanceof ParameterDomain.Whole range) {
            values.put(path, ParameterValue.of(Scales.at(range, random.nextDouble())));
        } else if (domain instanceof ParameterDomain.Real range) {
            values.put(path, ParameterValue.of(Scales.at(range, random.nextDouble())));
        } else if (domain instanceof ParameterDomain.Fixed fixed) {
            values.put(path, fixed.value());
        }
    }

    private static <T> T one(List<T> values, RandomStream random) {
        return values.get(random.nextInt(values.size()));
    }
}
