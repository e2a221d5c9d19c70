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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
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
        SearchView view = view(RATES, List.of(), 3);
        assertThat(algorithm.propose(new RandomSearch.Parameters(), view))
                .isEqualTo(algorithm.propose(new RandomSearch.Parameters(), view));
    }

    @Test
    void optionsThatAreUsedUpLeaveTheRangeOfAnother() {
        var options = new ArrayList<ParameterDomain.Option>();
        IntStream.range(0, 60).forEach(i -> options.add(new ParameterDomain.Option("fixed-" + i, SearchSpace.EMPTY)));
        options.add(new ParameterDomain.Option("range", RATES));
        SearchSpace space = space(parameter("way", new ParameterDomain.Choice(options)));
        for (int seed = 0; seed < 20; seed++) {
            List<Configuration> points = some(space, 200, seed);
            assertThat(points).hasSize(200).doesNotHaveDuplicates();
            assertThat(points)
                    .filteredOn(p -> !p.text("way").orElse("").equals("range"))
                    .hasSize(60);
        }
    }

    @Test
    void aFiniteSpaceEndsExactlyWithItsLastPoint() {
        SearchSpace space = space(
                parameter("depth", new ParameterDomain.Whole(-7, 20, 3, Scale.LINEAR)),
                parameter("width", new ParameterDomain.Whole(1, 9, 2, Scale.LOG)),
                parameter("seed", new ParameterDomain.Ordinal(List.of(ParameterValue.of(1), ParameterValue.of(2)))));
        var points = all(new RandomSearch(), new RandomSearch.Parameters(), space);
        assertThat(points).hasSize(10 * 5 * 2).doesNotHaveDuplicates();
        assertThat(new RandomSearch().size(new RandomSearch.Parameters(), space))
                .hasValue(100);
        assertThat(new RandomSearch().propose(new RandomSearch.Parameters(), view(space, points, 0)))
                .isEqualTo(new Proposal.Exhausted("all 100 points of the space are proposed"));
    }

    @Test
    void aRangeOfTwoNeighbouringNumbersSaysWhyItEnds() {
        SearchSpace space = space(parameter("rate", new ParameterDomain.Real(1, Math.nextUp(1.0), Scale.LINEAR)));
        assertThat(all(new RandomSearch(), new RandomSearch.Parameters(), space))
                .hasSize(2);
    }

    @Test
    void theLargestRangesAreDrawnFromWithoutOverflow() {
        var range = new ParameterDomain.Whole(Long.MIN_VALUE, Long.MAX_VALUE, 1, Scale.LINEAR);
        SearchSpace space = space(parameter("number", range));
        assertThat(some(space, 100, 1)).hasSize(100).doesNotHaveDuplicates();
        assertThat(new RandomSearch().size(new RandomSearch.Parameters(), space))
                .isEmpty();
        assertThat(Scales.next(range, Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(Scales.next(new ParameterDomain.Whole(1, 8, 3, Scale.LINEAR), 7))
                .isEqualTo(1);
    }

    @Property(tries = 300)
    void anIntegerDrawnFromARangeIsOneOfItsSteps(
            @ForAll long a,
            @ForAll long b,
            @ForAll @LongRange(min = 1) long step,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double fraction) {
        var range = new ParameterDomain.Whole(Math.min(a, b), Math.max(a, b), step, Scale.LINEAR);
        long value = Scales.at(range, fraction);
        assertThat(value).isBetween(range.from(), range.to());
        assertThat(Long.remainderUnsigned(value - range.from(), step)).isZero();
    }

    @Test
    void aSpaceOfOneIntegerAfterAnotherIsEvenlyDrawn() {
        SearchSpace space = space(parameter("depth", new ParameterDomain.Whole(0, 9, 1, Scale.LINEAR)));
        var first = new java.util.TreeMap<String, Integer>();
        for (int i = 0; i < 5_000; i++) {
            first.merge(
                    ((Proposal.Try) new RandomSearch()
                                    .propose(new RandomSearch.Parameters(), view(space, List.of(), i)))
                            .configuration()
                            .text("depth")
                            .orElseThrow(),
                    1,
                    Integer::sum);
        }
        assertThat(first).hasSize(10);
        assertThat(first.values()).allSatisfy(n -> assertThat(n).isBetween(420, 580));
    }

    @Test
    void aRangeHasTwoEnds() {
        assertThatThrownBy(() -> new GridSearch.Parameters(1)).isInstanceOf(Misfit.class);
    }

    private static List<Configuration> some(SearchSpace space, int most, int seed) {
        var seen = new ArrayList<Configuration>();
        while (seen.size() < most
                && new RandomSearch()
                                .propose(new RandomSearch.Parameters(), view(space, seen, 1_000 * seed + seen.size()))
                        instanceof Proposal.Try next) {
            seen.add(next.configuration());
        }
        return seen;
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
