package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.Configuration;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrialState;
import dev.stride.spi.Misfit;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every search algorithm. */
public abstract class SearchAlgorithmContract<P extends Record> extends ModuleContract<P> {

    private static final int MOST = 200;

    @Override
    protected abstract SearchAlgorithm<P> module();

    /** A conditional space with every kind of finite domain. */
    protected SearchSpace space() {
        var rates = new ParameterDomain.Whole(1, 10, 3, ParameterDomain.Scale.LINEAR);
        var depths = new ParameterDomain.Ordinal(
                List.of(ParameterValue.of(8), ParameterValue.of(14), ParameterValue.of(20)));
        return new SearchSpace(List.of(
                new SearchSpace.Parameter(
                        "architecture",
                        new ParameterDomain.Choice(List.of(
                                new ParameterDomain.Option(
                                        "lenet-5", new SearchSpace(List.of(new SearchSpace.Parameter("rate", rates)))),
                                new ParameterDomain.Option(
                                        "resnet",
                                        new SearchSpace(List.of(new SearchSpace.Parameter("depth", depths))))))),
                new SearchSpace.Parameter("decay", new ParameterDomain.Fixed(ParameterValue.of(0.5))),
                new SearchSpace.Parameter(
                        "seed", new ParameterDomain.Categorical(List.of(ParameterValue.of(1), ParameterValue.of(2))))));
    }

    /** A space most of whose options are one point, and one of which has endlessly many. */
    private static SearchSpace endless() {
        var options = new ArrayList<ParameterDomain.Option>();
        IntStream.range(0, 30)
                .mapToObj(i -> new ParameterDomain.Option("point-" + i, SearchSpace.EMPTY))
                .forEach(options::add);
        options.add(new ParameterDomain.Option(
                "range",
                new SearchSpace(List.of(new SearchSpace.Parameter(
                        "rate", new ParameterDomain.Real(1e-4, 1, ParameterDomain.Scale.LOG))))));
        return new SearchSpace(List.of(new SearchSpace.Parameter("way", new ParameterDomain.Choice(options))));
    }

    @Test
    void theSameViewGivesTheSameProposalHoweverOftenItIsAsked() {
        List<SearchView.Seen> trials = run(space(), TrialState.COMPLETED).trials();
        for (int number = 0; number <= trials.size(); number++) {
            SearchView view = view(space(), trials.subList(0, number));
            Proposal first = module().propose(parameters(), view);
            assertThat(module().propose(parameters(), view)).isEqualTo(first);
            assertThat(module().propose(parameters(), view(space(), trials.subList(0, number))))
                    .isEqualTo(first);
        }
    }

    @Test
    void nothingIsProposedTwiceAndEverythingStaysInTheSpace() {
        assertPoints(space(), run(space(), TrialState.COMPLETED).configurations());
    }

    @Test
    void itSurvivesTrialsThatFailAndMeasurementsThatAreMissing() {
        assertThat(run(space(), TrialState.FAILED).trials()).isNotEmpty();
        assertThat(run(space(), TrialState.DIVERGED).trials()).isNotEmpty();
    }

    @Test
    void itProposesAsManyAsItSaysAndThenIsExhausted() {
        OptionalLong size = module().size(parameters(), space());
        Run run = run(space(), TrialState.COMPLETED);
        size.ifPresent(most -> assertThat((long) run.trials().size()).isLessThanOrEqualTo(most));
        if (run.end().orElse(null) instanceof Proposal.Exhausted) {
            assertThat(size).hasValue(run.trials().size());
        }
    }

    @Test
    void aSpaceWithoutEndIsRefusedOrNeverExhausted() {
        OptionalLong size;
        try {
            size = module().size(parameters(), endless());
        } catch (Misfit refused) {
            return;
        }
        Run run = run(endless(), TrialState.COMPLETED);
        assertPoints(endless(), run.configurations());
        if (size.isEmpty()) {
            assertThat(run.end()).isNotPresent();
        }
    }

    private static void assertPoints(SearchSpace space, List<Configuration> proposed) {
        assertThat(proposed)
                .doesNotHaveDuplicates()
                .allSatisfy(c -> assertThat(SpaceMembership.problems(space, c)).isEmpty());
    }

    /** Trials as they were proposed, and what ended them before there were too many. */
    private record Run(List<SearchView.Seen> trials, Optional<Proposal> end) {
        List<Configuration> configurations() {
            return trials.stream().map(SearchView.Seen::configuration).toList();
        }
    }

    private Run run(SearchSpace space, TrialState state) {
        var trials = new ArrayList<SearchView.Seen>();
        while (trials.size() < MOST) {
            OptionalDouble objective = state == TrialState.COMPLETED
                    ? OptionalDouble.of(trials.size() % 3 == 0 ? Double.NaN : trials.size())
                    : OptionalDouble.empty();
            Proposal proposal = module().propose(parameters(), view(space, trials));
            assertThat(proposal.reason()).isNotBlank();
            if (!(proposal instanceof Proposal.Try next)) {
                return new Run(List.copyOf(trials), Optional.of(proposal));
            }
            trials.add(new SearchView.Seen(next.configuration(), state, objective));
        }
        return new Run(List.copyOf(trials), Optional.empty());
    }

    private static SearchView view(SearchSpace space, List<SearchView.Seen> trials) {
        return new SearchView(
                space, Objective.VALIDATION_ACCURACY, trials, RandomStream.of(3).split(trials.size()));
    }
}
