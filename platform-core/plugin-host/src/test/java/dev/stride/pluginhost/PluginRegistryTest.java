package dev.stride.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ModuleKind;
import dev.stride.model.Problem;
import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PluginRegistryTest {

    record None() {}

    record Nested(@About("?") Optional<List<String>> names) {}

    record Raw(@SuppressWarnings("rawtypes") @About("?") List names) {}

    record Itself(@About("?") Optional<Itself> inner) {}

    /** An architecture of which only its description is asked. */
    private record Odd<P extends Record>(String name, Class<P> parameters, Map<String, P> presets)
            implements Architecture<P> {

        @Override
        public String summary() {
            return "Odd";
        }

        @Override
        public Network describe(P parameters, NetworkInput input) {
            throw new AssertionError("nobody asks for a net of it");
        }

        @Override
        public NetworkInput paperInput(P parameters) {
            throw new AssertionError("nobody asks for a net of it");
        }

        @Override
        public Map<String, P> presets() {
            return presets == null ? failing() : presets;
        }

        private static <P> Map<String, P> failing() {
            throw new NoClassDefFoundError("a library that the plugin forgot");
        }
    }

    static List<Module<?>> odd() {
        return List.of(
                new Odd<>("nested", Nested.class, Map.of()),
                new Odd<>("raw", Raw.class, Map.of()),
                new Odd<>("itself", Itself.class, Map.of()),
                new Odd<>("presets", None.class, null),
                new Odd<>("Upper Case", None.class, Map.of()),
                new Odd<>(null, None.class, Map.of()),
                new Odd<>("no-parameters", null, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aModuleThatCannotDescribeItselfStopsNobodyElse(Module<?> odd) {
        var good = new Odd<>("good", None.class, Map.of());
        PluginRegistry registry =
                PluginRegistry.of(List.of(plugin("first", odd, good), plugin("second", named("other"))));
        assertThat(registry.names(ModuleKind.ARCHITECTURE)).containsExactly("good", "other");
        assertThat(registry.infos()).extracting(ModuleInfo::name).containsExactly("good", "other");
        assertThat(registry.problems()).extracting(Problem::path).containsExactly("first");
    }

    @Test
    void aPresetsNameIsHeldToTheRulesOfNames() {
        var presets = new LinkedHashMap<String, None>();
        presets.put("Not A Name", new None());
        presets.put("good-20", new None());
        PluginRegistry registry = PluginRegistry.of(List.of(plugin("p", new Odd<>("good", None.class, presets))));
        assertThat(registry.names(ModuleKind.ARCHITECTURE)).containsExactly("good", "good-20");
        assertThat(registry.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("Not A Name");
    }

    @Test
    void aNameBelongsToTheFirstThatHasIt() {
        PluginRegistry registry =
                PluginRegistry.of(List.of(plugin("first", named("net")), plugin("second", named("net"))));
        assertThat(registry.infos()).extracting(ModuleInfo::plugin).containsExactly("first");
        assertThat(registry.problems()).extracting(Problem::path).containsExactly("second");
    }

    private static Module<?> named(String name) {
        return new Odd<>(name, None.class, Map.of());
    }

    private static LoadedPlugin plugin(String name, Module<?>... modules) {
        return new LoadedPlugin(name, Path.of(name), "0".repeat(64), List.of(modules));
    }
}
