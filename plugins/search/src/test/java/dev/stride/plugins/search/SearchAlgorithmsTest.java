package dev.stride.plugins.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.Configuration;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterDomain.Scale;
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
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchAlgorithmsTest {

    /** Two architectures, one with a depth of its own, and two seeds: six points. */
    private static final SearchSpace SMALL = space(
            parameter(
                    "architecture",
                    new ParameterDomain.Choice(List.of(
                            new ParameterDomain.Option("lenet-5", SearchSpace.EMPTY),
                            new ParameterDomain.Option(
                                    "resnet",
                                    space(parameter("depth", new ParameterDomain.Whole(8, 14, 6, Scale.LINEAR))))))),
            parameter("seed", new ParameterDomain.Categorical(List.of(ParameterValue.of(1), ParameterValue.of(2)))));

    private static final SearchSpace RATES = space(parameter("rate", new ParameterDomain.Real(1e-4, 1, Scale.LOG)));

    @Test
    void gridProposesEveryPointOnceInOrder() {
        var points = all(new GridSearch(), new GridSearch.Parameters(0), SMALL);
        assertThat(points)
                .extracting(Configuration::toString)
                .containsExactly(
                        "architecture=lenet-5 seed=1",
                        "architecture=lenet-5 seed=2",
                        "architecture=resnet architecture.resnet.depth=8 seed=1",
                        "architecture=resnet architecture.resnet.depth=8 seed=2",
                        "architecture=resnet architecture.resnet.depth=14 seed=1",
                        "architecture=resnet architecture.resnet.depth=14 seed=2");
    }

    @Test
    void gridCutsRangesWhenTold() {
        assertThat(all(new GridSearch(), new GridSearch.Parameters(5), RATES))
                .extracting(c -> Double.parseDouble(c.text("rate").orElseThrow()))
                .hasSize(5)
                .startsWith(1e-4)
                .endsWith(1.0)
                .satisfies(r ->
                        assertThat(r.get(2)).isCloseTo(0.01, org.assertj.core.data.Percentage.withPercentage(0.001)));
    }

    @Test
    void gridRefusesRangesOtherwise() {
        assertThatThrownBy(() -> new GridSearch().size(new GridSearch.Parameters(0), RATES))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("rate");
    }

    @Test
    void hugeGridsAreCountedWithoutOverflow() {
        var many = IntStream.range(0, 8)
                .mapToObj(i -> parameter("p" + i, new ParameterDomain.Whole(0, 999_999_999, 1, Scale.LINEAR)))
                .toArray(SearchSpace.Parameter[]::new);
        assertThatThrownBy(() -> new GridSearch().size(new GridSearch.Parameters(0), space(many)))
                .isInstanceOf(Misfit.class);
    }

    @Test
    void randomUsesUpASmallSpaceWithoutRepeats() {
        assertThat(all(new RandomSearch(), new RandomSearch.Parameters(), SMALL))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void randomIsEvenOnALogarithmicScale() {
        long small = IntStream.range(0, 2_000)
                .mapToObj(i -> new RandomSearch().propose(new RandomSearch.Parameters(), view(RATES, List.of(), i)))
                .map(p -> ((Proposal.Try) p).configuration().text("rate").orElseThrow())
                .filter(r -> Double.parseDouble(r) < 0.01)
                .count();
        assertThat(small).isBetween(930L, 1_070L);
    }

    @Test
    void theSameViewGivesTheSameProposal() {
        var algorithm = new RandomSearch();
        assertThat(algorithm.propose(new RandomSearch.Parameters(), view(RATES, List.of(), 3)))
                .isEqualTo(algorithm.propose(new RandomSearch.Parameters(), view(RATES, List.of(), 3)));
    }

    private static <P extends Record> List<Configuration> all(
            SearchAlgorithm<P> algorithm, P parameters, SearchSpace space) {
        var seen = new ArrayList<Configuration>();
        while (algorithm.propose(parameters, view(space, seen, seen.size())) instanceof Proposal.Try next) {
            seen.add(next.configuration());
        }
        return seen;
    }

    private static SearchView view(SearchSpace space, List<Configuration> seen, int number) {
        return new SearchView(
                space,
                Objective.VALIDATION_ACCURACY,
                seen.stream()
                        .map(c -> new SearchView.Seen(c, TrialState.COMPLETED, OptionalDouble.of(Double.NaN)))
                        .toList(),
                RandomStream.of(5).split(number));
    }

    private static SearchSpace space(SearchSpace.Parameter... parameters) {
        return new SearchSpace(List.of(parameters));
    }

    private static SearchSpace.Parameter parameter(String name, ParameterDomain domain) {
        return new SearchSpace.Parameter(name, domain);
    }
}
