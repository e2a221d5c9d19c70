package dev.stride.server.file;

import dev.stride.engine.experiment.TrainingOptions;
import dev.stride.model.ModuleKind;
import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.ParameterRecord;
import java.util.Collection;
import java.util.List;

/** The names of a registry's modules, and of training's own optimizers and schedules. */
public final class ModuleCatalogue implements Catalogue {

    private final PluginRegistry plugins;

    public ModuleCatalogue(PluginRegistry plugins) {
        this.plugins = plugins;
    }

    @Override
    public Collection<String> names(Kind kind) {
        return switch (kind) {
            case OPTIMIZER -> TrainingOptions.optimizers();
            case SCHEDULE -> TrainingOptions.schedules();
            default -> plugins.names(moduleKind(kind));
        };
    }

    @Override
    public Collection<String> parameters(Kind kind, String name) {
        return record(kind, name).names();
    }

    @Override
    public List<Problem> check(Kind kind, String name, String parameter, ParameterValue value) {
        return record(kind, name).check(parameter, value);
    }

    /** The parameters of one that is known. */
    ParameterRecord<?> record(Kind kind, String name) {
        return switch (kind) {
            case OPTIMIZER -> TrainingOptions.optimizerParameters(name);
            case SCHEDULE -> TrainingOptions.scheduleParameters(name);
            default -> plugins.parameters(moduleKind(kind), name);
        };
    }

    private static ModuleKind moduleKind(Kind kind) {
        return ModuleKind.valueOf(kind.name());
    }
}
