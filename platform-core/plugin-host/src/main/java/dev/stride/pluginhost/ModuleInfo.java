package dev.stride.pluginhost;

import dev.stride.model.ModuleKind;
import dev.stride.spi.ParameterField;
import java.util.List;
import java.util.Objects;

/**
 * What there is to know of a module without running it.
 *
 * @param pluginSha256 of the plugin's jars, as {@link LoadedPlugin} has it
 * @param presets other names for it, with parameters of their own
 */
public record ModuleInfo(
        ModuleKind kind,
        String name,
        String summary,
        String plugin,
        String pluginSha256,
        List<ParameterField> parameters,
        List<String> presets) {
    public ModuleInfo {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(summary);
        parameters = List.copyOf(parameters);
        presets = List.copyOf(presets);
    }
}
