package dev.stride.cli;

import dev.stride.bus.preview.PreviewRequest;
import dev.stride.engine.experiment.TrialPlans;
import dev.stride.engine.validation.SpaceSamples;
import dev.stride.model.Budget;
import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pipelines of an experiment as its trials have them.
 *
 * @param data of its first trial
 * @param pipelines at least one
 */
record ShownPipelines(DataSelection data, List<PreviewRequest.Pipeline> pipelines) {

    private static final String AUGMENTATION = "augmentation";

    /**
     * Each pipeline of an experiment, with all combinations of the values that it is given as long as they are few; all else
     * has its first value.
     *
     * @param seed of the trials; empty for the experiment's first
     * @throws PlatformException with {@code INVALID_REQUEST} where the experiment has no pipelines
     */
    static ShownPipelines of(ExperimentSpec spec, Optional<Long> seed) {
        SearchSpace pipelines = augmentation(spec.space());
        Configuration first = SpaceSamples.of(spec.space()).get(0);
        List<TrialPlan> plans = SpaceSamples.of(pipelines).stream()
                .map(drawn -> TrialPlans.of(spec, with(first, drawn)))
                .toList();
        List<String> labels = SpaceSamples.of(pipelines).stream()
                .map(drawn -> drawn.text(AUGMENTATION).orElseThrow())
                .toList();
        return new ShownPipelines(
                plans.get(0).data(),
                IntStream.range(0, plans.size())
                        .mapToObj(i -> pipeline(labels.get(i), plans.get(i), seed))
                        .toList());
    }

    /** Steps that are given without an experiment, as one with the defaults would have them. */
    static ShownPipelines of(SearchSpace augmentation, DataSelection data, Optional<Long> seed) {
        return of(
                new ExperimentSpec(
                        "preview",
                        data,
                        Objective.VALIDATION_ACCURACY,
                        new TrainingSettings(1, 1, 0, 0),
                        augmentation,
                        ModuleRef.of(ModuleKind.SEARCH, "grid"),
                        Budget.UNLIMITED,
                        0,
                        1),
                seed);
    }

    private static SearchSpace augmentation(SearchSpace space) {
        List<SearchSpace.Parameter> own = space.parameters().stream()
                .filter(parameter -> parameter.name().equals(AUGMENTATION))
                .toList();
        if (own.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    List.of(new Problem(
                            "space.augmentation",
                            "the experiment augments nothing",
                            "add for example 'augmentation: {light: [mirror]}', or give steps in place of the file")));
        }
        return new SearchSpace(own);
    }

    private static Configuration with(Configuration first, Configuration drawn) {
        var values = new TreeMap<String, ParameterValue>(first.values());
        values.keySet().removeIf(path -> path.equals(AUGMENTATION) || path.startsWith(AUGMENTATION + "."));
        values.putAll(drawn.values());
        return new Configuration(values);
    }

    private static PreviewRequest.Pipeline pipeline(String label, TrialPlan plan, Optional<Long> seed) {
        List<ModuleRef> steps = plan.augmentation();
        String words = steps.stream().map(ShownPipelines::words).collect(Collectors.joining(", "));
        return new PreviewRequest.Pipeline(
                words.isEmpty() ? label : label + ": " + words,
                steps,
                plan.training().variants(),
                seed.orElse(plan.seed()));
    }

    private static String words(ModuleRef step) {
        return step.name() + (step.parameters().values().isEmpty() ? "" : " " + step.parameters());
    }
}
