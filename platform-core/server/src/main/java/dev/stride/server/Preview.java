package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stride.bus.Addresses;
import dev.stride.bus.Wire;
import dev.stride.engine.experiment.ConfigurationLabels;
import dev.stride.model.Configuration;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialState;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.ModuleCalls;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The first trials that an experiment's search would propose before any result is known. Begins nothing. */
final class Preview {

    private static final int MOST = 5;

    private final PluginRegistry plugins;

    private final ModuleCalls calls;

    Preview(PluginRegistry plugins, ModuleCalls calls) {
        this.plugins = plugins;
        this.calls = calls;
    }

    /**
     * At most five, fewer where the search has no more or waits for results.
     *
     * @param spec of which the search is known to be there
     * @return fails as {@link ModuleCalls} does, with {@code TIMED_OUT} where all of them together take too long
     */
    Future<List<Configuration>> first(ExperimentSpec spec) {
        return calls.call(Addresses.search(spec.search().name()).value(), () -> propose(spec));
    }

    private List<Configuration> propose(ExperimentSpec spec) {
        Bound search = Bound.of(plugins, spec.search());
        int budget = spec.budget().trials();
        int most = budget > 0 ? Math.min(budget, MOST) : MOST;
        var first = new ArrayList<Configuration>();
        while (first.size() < most && search.propose(view(spec, first)) instanceof Proposal.Try next) {
            first.add(next.configuration());
        }
        return first;
    }

    private static SearchView view(ExperimentSpec spec, List<Configuration> earlier) {
        return new SearchView(
                spec.space(),
                spec.objective(),
                earlier.stream()
                        .map(c -> new SearchView.Seen(c, TrialState.WAITING, OptionalDouble.empty()))
                        .toList(),
                RandomStream.of(spec.seed()).split("search").split(earlier.size() + 1));
    }

    static ArrayNode json(ExperimentSpec spec, List<Configuration> first) {
        var labels = new ConfigurationLabels(spec.space());
        ArrayNode trials = Json.MAPPER.createArrayNode();
        for (Configuration configuration : first) {
            trials.addObject()
                    .put("number", trials.size())
                    .put("label", labels.of(configuration))
                    .set("configuration", Json.parsed(Wire.write(configuration)));
        }
        return trials;
    }
}
