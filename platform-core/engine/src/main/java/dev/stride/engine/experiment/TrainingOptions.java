package dev.stride.engine.experiment;

import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.Schedule;
import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.Misfit;
import dev.stride.spi.ParameterField;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The optimizers and schedules that training knows, by their names in experiment files; their parameters are records as
 * those of modules are.
 */
public final class TrainingOptions {

    /** Of {@code sgd}. */
    record SgdParameters(
            @About("Learning rate") @Default("0.05") @Range(min = 0, max = 1000)
            double rate,

            @About("Share of the last change that is kept") @Default("0.9") @Range(min = 0, max = 0.9999)
            double momentum,

            @About("Whether the gradient is taken ahead, as Nesterov has it") @Default("true")
            boolean nesterov,

            @About("Weight decay") @Default("0.0005") @Range(min = 0, max = 10)
            double weightDecay,

            @About("What it touches: weights alone, or biases and normalisation parameters too") @Default("weights")
            Optimizer.Decay decay) {}

    /** Of {@code adamw}. */
    record AdamWParameters(
            @About("Learning rate") @Default("0.001") @Range(min = 0, max = 1000)
            double rate,

            @About("Decay of the mean of gradients") @Default("0.9") @Range(min = 0, max = 0.99999)
            double beta1,

            @About("Decay of the mean of their squares") @Default("0.999") @Range(min = 0, max = 0.9999999)
            double beta2,

            @About("What is added to the root of the squares") @Default("1e-8") @Range(min = 0, max = 1)
            double epsilon,

            @About("Weight decay") @Default("0.01") @Range(min = 0, max = 10)
            double weightDecay,

            @About("What it touches: weights alone, or biases and normalisation parameters too") @Default("weights")
            Optimizer.Decay decay) {}

    /** Of {@code constant}. */
    record ConstantParameters() {}

    /** Of {@code cosine}. */
    record CosineParameters(
            @About("Share of all steps in which the rate rises") @Default("0") @Range(min = 0, max = 0.99)
            double warmup) {}

    /** Of {@code step}. */
    record StepParameters(
            @About("The shares of all steps at which the rate falls, rising") @Range(min = 0, max = 1)
            List<Double> at,

            @About("What is left of the rate each time") @Default("0.1") @Range(min = 1e-6, max = 1)
            double factor,

            @About("Share of all steps in which the rate rises") @Default("0") @Range(min = 0, max = 0.99)
            double warmup) {

        StepParameters {
            at = List.copyOf(at);
            for (int i = 0; i < at.size(); i++) {
                double least = i == 0 ? 0 : at.get(i - 1);
                if (at.get(i) <= least || at.get(i) >= 1) {
                    throw new Misfit(
                            "the shares at which the rate steps, " + at + ", do not rise from above 0 to below 1",
                            "for example {step: {at: [[0.5, 0.75]]}}");
                }
            }
        }
    }

    /** One name: its parameters, and what becomes of them. */
    private record Option<P extends Record, T>(ParameterRecord<P> parameters, Function<P, T> make) {
        T of(ParameterValue.Fields given) {
            return make.apply(parameters.bind(given));
        }
    }

    private static final Map<String, Option<?, Optimizer>> OPTIMIZERS = new TreeMap<>(Map.of(
            "sgd",
            new Option<>(
                    ParameterRecord.of(SgdParameters.class),
                    p -> new Optimizer.Sgd(
                            p.rate(), p.momentum(), p.nesterov(), p.weightDecay(), beyondWeights(p.decay()))),
            "adamw",
            new Option<>(
                    ParameterRecord.of(AdamWParameters.class),
                    p -> new Optimizer.AdamW(
                            p.rate(), p.beta1(), p.beta2(), p.epsilon(), p.weightDecay(), beyondWeights(p.decay())))));

    private static final Map<String, Option<?, Schedule>> SCHEDULES = new TreeMap<>(Map.of(
            "constant",
            new Option<>(ParameterRecord.of(ConstantParameters.class), p -> new Schedule.Constant()),
            "cosine",
            new Option<>(ParameterRecord.of(CosineParameters.class), p -> new Schedule.Cosine(p.warmup())),
            "step",
            new Option<>(
                    ParameterRecord.of(StepParameters.class), p -> new Schedule.Step(p.at(), p.factor(), p.warmup()))));

    private TrainingOptions() {}

    /** The default is stored as it was before there was a choice. */
    private static Optional<Optimizer.Decay> beyondWeights(Optimizer.Decay decay) {
        return Optional.of(decay).filter(d -> d != Optimizer.Decay.WEIGHTS);
    }

    public static List<String> optimizers() {
        return List.copyOf(OPTIMIZERS.keySet());
    }

    public static List<String> schedules() {
        return List.copyOf(SCHEDULES.keySet());
    }

    /** The parameters of an optimizer that is known. */
    public static ParameterRecord<?> optimizerParameters(String name) {
        return known(OPTIMIZERS, name).parameters();
    }

    /** The parameters of a schedule that is known. */
    public static ParameterRecord<?> scheduleParameters(String name) {
        return known(SCHEDULES, name).parameters();
    }

    static Optimizer optimizer(String name, ParameterValue.Fields given) {
        return known(OPTIMIZERS, name).of(given);
    }

    static Schedule schedule(String name, ParameterValue.Fields given) {
        return known(SCHEDULES, name).of(given);
    }

    /** All parameters by the path at which they stand, for schema and documentation. */
    public static List<ParameterField> fields(String name) {
        return OPTIMIZERS.containsKey(name)
                ? optimizerParameters(name).fields()
                : scheduleParameters(name).fields();
    }

    private static <T> Option<?, T> known(Map<String, Option<?, T>> options, String name) {
        Option<?, T> option = options.get(name);
        if (option == null) {
            throw new Misfit("unknown name '" + name + "'", dev.stride.model.Nearest.remedy(name, options.keySet()));
        }
        return option;
    }
}
