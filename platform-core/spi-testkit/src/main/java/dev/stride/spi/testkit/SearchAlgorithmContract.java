package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.Configuration;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrialState;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What holds for every search algorithm. */
public abstract class SearchAlgorithmContract<P extends Record> extends ModuleContract<P> {

    private static final int MOST = 200;

    @Override
    protected abstract SearchAlgorithm<P> module();

    /** A conditional space of 14 points. */
    protected SearchSpace space() {
        var rates = new ParameterDomain.Whole(1, 4, 1, ParameterDomain.Scale.LINEAR);
        var depths = new ParameterDomain.Categorical(
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
                new SearchSpace.Parameter(
                        "seed", new ParameterDomain.Categorical(List.of(ParameterValue.of(1), ParameterValue.of(2))))));
    }

    @Test
    void theSameViewGivesTheSameProposal() {
        List<Configuration> proposed = proposed(TrialState.COMPLETED);
        assertThat(proposed(TrialState.COMPLETED)).isEqualTo(proposed);
    }

    @Test
    void nothingIsProposedTwiceAndEverythingStaysInTheSpace() {
        List<Configuration> proposed = proposed(TrialState.COMPLETED);
        assertThat(proposed).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(14);
        assertThat(proposed)
                .allSatisfy(c -> assertThat(isInside(c)).as(c.toString()).isTrue());
    }

    @Test
    void itSurvivesTrialsThatFailAndMeasurementsThatAreMissing() {
        assertThat(proposed(TrialState.FAILED)).isNotEmpty();
        assertThat(proposed(TrialState.DIVERGED)).isNotEmpty();
    }

    @Test
    void itProposesNoMoreThanItSays() {
        module().size(parameters(), space())
                .ifPresent(size ->
                        assertThat((long) proposed(TrialState.COMPLETED).size()).isLessThanOrEqualTo(size));
    }

    private List<Configuration> proposed(TrialState state) {
        var trials = new ArrayList<SearchView.Seen>();
        while (trials.size() < MOST) {
            OptionalDouble best = state == TrialState.COMPLETED
                    ? OptionalDouble.of(trials.size() % 3 == 0 ? Double.NaN : trials.size())
                    : OptionalDouble.empty();
            var view = new SearchView(
                    space(),
                    Objective.VALIDATION_ACCURACY,
                    trials,
                    RandomStream.of(3).split(trials.size()));
            Proposal proposal = module().propose(parameters(), view);
            assertThat(proposal.reason()).isNotBlank();
            if (!(proposal instanceof Proposal.Try next)) {
                break;
            }
            trials.add(new SearchView.Seen(next.configuration(), state, best));
        }
        return trials.stream().map(SearchView.Seen::configuration).toList();
    }

    private static boolean isInside(Configuration configuration) {
        boolean lenet = configuration.text("architecture").orElse("").equals("lenet-5");
        return configuration.get("architecture.lenet-5.rate").isPresent() == lenet
                && configuration.get("architecture.resnet.depth").isPresent() != lenet
                && configuration.get("seed").isPresent();
    }
}
