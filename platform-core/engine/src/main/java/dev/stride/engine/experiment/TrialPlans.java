package dev.stride.engine.experiment;

import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configurations as plans: the one place that knows which path means what. */
public final class TrialPlans {

    private TrialPlans() {}

    /**
     * The plan of a configuration.
     *
     * @throws dev.stride.spi.Misfit where a value cannot be
     */
    public static TrialPlan of(ExperimentSpec spec, Configuration configuration) {
        String architecture = configuration.text("architecture").orElse("");
        String optimizer = configuration.text("optimizer").orElse("sgd");
        String schedule = configuration.text("schedule").orElse("constant");
        String transfer = configuration.text("transfer").orElse("from-scratch");
        return new TrialPlan(
                data(spec.data(), configuration),
                module(ModuleKind.ARCHITECTURE, architecture, "architecture." + architecture, configuration),
                augmentation(configuration),
                module(ModuleKind.TRANSFER, transfer, "transfer." + transfer, configuration),
                TrainingOptions.optimizer(optimizer, configuration.under("optimizer." + optimizer)),
                TrainingOptions.schedule(schedule, configuration.under("schedule." + schedule)),
                training(spec.training(), configuration),
                whole(configuration, "seed", spec.seed()));
    }

    private static DataSelection data(DataSelection data, Configuration configuration) {
        return new DataSelection(data.module(), data.validation(), data.seed(), (int)
                whole(configuration, "train-images", data.trainImages()));
    }

    private static TrainingSettings training(TrainingSettings settings, Configuration configuration) {
        return new TrainingSettings(
                (int) whole(configuration, "epochs", settings.epochs()),
                (int) whole(configuration, "batch", settings.batch()),
                real(configuration, "label-smoothing", settings.labelSmoothing()),
                real(configuration, "clip-norm", settings.clipNorm()),
                settings.variants());
    }

    /** The steps of the chosen pipeline: {@code augmentation.<label>.<i>} names the i-th, from 1. */
    private static List<ModuleRef> augmentation(Configuration configuration) {
        var steps = new ArrayList<ModuleRef>();
        Optional<String> label = configuration.text("augmentation");
        if (label.isEmpty()) {
            return steps;
        }
        String prefix = "augmentation." + label.get() + ".";
        for (int i = 1; ; i++) {
            Optional<String> name = configuration.text(prefix + i);
            if (name.isEmpty()) {
                return steps;
            }
            steps.add(module(ModuleKind.AUGMENTATION, name.get(), prefix + i + "." + name.get(), configuration));
        }
    }

    private static ModuleRef module(ModuleKind kind, String name, String path, Configuration configuration) {
        return new ModuleRef(kind, name, configuration.under(path));
    }

    private static long whole(Configuration configuration, String path, long otherwise) {
        return configuration
                .get(path)
                .filter(ParameterValue.Whole.class::isInstance)
                .map(v -> ((ParameterValue.Whole) v).value())
                .orElse(otherwise);
    }

    private static double real(Configuration configuration, String path, double otherwise) {
        return configuration
                .get(path)
                .map(v -> v instanceof ParameterValue.Whole whole
                        ? (Double) (double) whole.value()
                        : v instanceof ParameterValue.Real number ? (Double) number.value() : (Double) otherwise)
                .orElse(otherwise);
    }
}
