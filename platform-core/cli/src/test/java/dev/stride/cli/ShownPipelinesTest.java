package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.Budget;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ShownPipelinesTest {

    private static final DataSelection DATA = new DataSelection(ModuleRef.of(ModuleKind.DATASET, "digits"), 0.1, 1, 0);
    private static final SearchSpace TURN = space(parameter("degrees", values(5, 20)));
    private static final SearchSpace.Parameter AUGMENTATION = parameter(
            "augmentation",
            choice(
                    option("none", SearchSpace.EMPTY),
                    option(
                            "some",
                            space(parameter("1", choice(option("mirror", SearchSpace.EMPTY), option("turn", TURN)))))));

    @Test
    void thereIsOneForEachValueThatAPipelineIsGiven() {
        var shown = ShownPipelines.of(spec(AUGMENTATION, parameter("batch", values(8, 16))), Optional.empty());
        assertThat(shown.pipelines())
                .extracting(PreviewRequest.Pipeline::title)
                .containsExactlyInAnyOrder(
                        "none", "some: mirror", "some: turn {degrees: 5}", "some: turn {degrees: 20}");
        assertThat(shown.pipelines())
                .filteredOn(p -> p.title().contains("20"))
                .singleElement()
                .satisfies(p -> assertThat(p.steps())
                        .containsExactly(new ModuleRef(
                                ModuleKind.AUGMENTATION,
                                "turn",
                                ParameterValue.Fields.of(Map.of("degrees", ParameterValue.of(20L))))));
    }

    @Test
    void allElseIsThatOfTheFirstTrial() {
        ExperimentSpec spec =
                spec(parameter("seed", values(7, 8)), AUGMENTATION, parameter("train-images", values(100, 200)));
        var shown = ShownPipelines.of(spec, Optional.empty());
        assertThat(shown.data().trainImages()).isEqualTo(100);
        assertThat(shown.pipelines()).allSatisfy(pipeline -> {
            assertThat(pipeline.seed()).isEqualTo(7);
            assertThat(pipeline.variants()).hasValue(3);
        });
        assertThat(ShownPipelines.of(spec, Optional.of(9L)).pipelines())
                .allSatisfy(pipeline -> assertThat(pipeline.seed()).isEqualTo(9));
        assertThat(ShownPipelines.of(spec(AUGMENTATION), Optional.empty()).pipelines())
                .as("the experiment's seed, where the space has none")
                .allSatisfy(pipeline -> assertThat(pipeline.seed()).isEqualTo(4));
    }

    @Test
    void stepsAloneAreAPipeline() {
        assertThat(ShownPipelines.of(space(AUGMENTATION), DATA, Optional.empty())
                        .pipelines())
                .hasSize(4)
                .allSatisfy(pipeline -> {
                    assertThat(pipeline.seed()).isEqualTo(1);
                    assertThat(pipeline.variants()).isEmpty();
                });
    }

    @Test
    void anExperimentWithoutAugmentationsIsRefused() {
        assertThatThrownBy(() -> ShownPipelines.of(spec(parameter("seed", values(1, 2))), Optional.empty()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("space.augmentation: the experiment augments nothing");
    }

    private static ExperimentSpec spec(SearchSpace.Parameter... parameters) {
        return new ExperimentSpec(
                "x",
                DATA,
                Objective.VALIDATION_ACCURACY,
                new TrainingSettings(1, 8, 0, 0, OptionalInt.of(3)),
                space(parameters),
                ModuleRef.of(ModuleKind.SEARCH, "grid"),
                Budget.UNLIMITED,
                0,
                4);
    }

    private static SearchSpace space(SearchSpace.Parameter... parameters) {
        return new SearchSpace(List.of(parameters));
    }

    private static SearchSpace.Parameter parameter(String name, ParameterDomain domain) {
        return new SearchSpace.Parameter(name, domain);
    }

    private static ParameterDomain choice(ParameterDomain.Option... options) {
        return new ParameterDomain.Choice(List.of(options));
    }

    private static ParameterDomain.Option option(String name, SearchSpace space) {
        return new ParameterDomain.Option(name, space);
    }

    private static ParameterDomain values(long... values) {
        return new ParameterDomain.Categorical(
                Arrays.stream(values).mapToObj(ParameterValue::of).toList());
    }
}
