package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import dev.stride.spi.Architecture;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.PublishedNet;
import java.util.Map;
import java.util.Objects;

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

    /** As a library has the net: described for its images, with its names. */
    record Published(Network network, Map<String, String> names) {}

    static Published published(String name, String library) {
        return published(architecture(name), name, library);
    }

    private static <P extends Record> Published published(Architecture<P> architecture, String name, String library) {
        PublishedNet<P> net = Objects.requireNonNull(
                architecture.published(bind(architecture, name, Map.of())).get(library));
        return new Published(architecture.describe(net.parameters(), net.input()), net.names());
    }

    private static Network of(
            String name, Map<String, ParameterValue> given, @org.jspecify.annotations.Nullable NetworkInput input) {
        return describe(architecture(name), name, given, input);
    }

    private static Architecture<?> architecture(String name) {
        for (Module<?> module : new ArchitecturesPlugin().modules()) {
            Architecture<?> architecture = (Architecture<?>) module;
            if (architecture.name().equals(name) || architecture.presets().containsKey(name)) {
                return architecture;
            }
        }
        throw new IllegalArgumentException("no architecture " + name);
    }

    private static <P extends Record> Network describe(
            Architecture<P> architecture,
            String name,
            Map<String, ParameterValue> given,
            @org.jspecify.annotations.Nullable NetworkInput input) {
        P parameters = bind(architecture, name, given);
        return architecture.describe(parameters, input == null ? architecture.paperInput(parameters) : input);
    }

    private static <P extends Record> P bind(
            Architecture<P> architecture, String name, Map<String, ParameterValue> given) {
        var records = ParameterRecord.of(architecture.parameters());
        P preset = architecture.presets().get(name);
        Map<String, ParameterValue> values = preset == null
                ? new java.util.TreeMap<>()
                : new java.util.TreeMap<>(records.write(preset).values());
        values.putAll(given);
        return records.bind(ParameterValue.Fields.of(values));
    }
}
