package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import dev.stride.spi.Architecture;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import java.util.Map;

/** Nets as an experiment names them. */
final class Nets {

    static final NetworkInput SMALL_COLOUR = NetworkInput.unnormalised(new ImageShape(3, 32, 32), 10);

    private Nets() {}

    /** A module or preset, on the images of its paper. */
    static Network paper(String name) {
        return paper(name, Map.of());
    }

    static Network paper(String name, Map<String, ParameterValue> given) {
        return of(name, given, null);
    }

    static Network on(NetworkInput input, String name, Map<String, ParameterValue> given) {
        return of(name, given, input);
    }

    private static Network of(
            String name, Map<String, ParameterValue> given, @org.jspecify.annotations.Nullable NetworkInput input) {
        for (Module<?> module : new ArchitecturesPlugin().modules()) {
            Architecture<?> architecture = (Architecture<?>) module;
            if (architecture.name().equals(name) || architecture.presets().containsKey(name)) {
                return describe(architecture, name, given, input);
            }
        }
        throw new IllegalArgumentException("no architecture " + name);
    }

    private static <P extends Record> Network describe(
            Architecture<P> architecture,
            String name,
            Map<String, ParameterValue> given,
            @org.jspecify.annotations.Nullable NetworkInput input) {
        var records = ParameterRecord.of(architecture.parameters());
        P preset = architecture.presets().get(name);
        Map<String, ParameterValue> values = preset == null
                ? new java.util.TreeMap<>()
                : new java.util.TreeMap<>(records.write(preset).values());
        values.putAll(given);
        P parameters = records.bind(ParameterValue.Fields.of(values));
        return architecture.describe(parameters, input == null ? architecture.paperInput(parameters) : input);
    }
}
