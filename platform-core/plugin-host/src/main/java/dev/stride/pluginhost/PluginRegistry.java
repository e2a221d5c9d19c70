package dev.stride.pluginhost;

import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.spi.Architecture;
import dev.stride.spi.Module;
import dev.stride.spi.ParameterRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules of all plugins that were found, by kind and name. A plugin that cannot be loaded is a problem that is kept
 * and logged, and stops nobody else. Immutable; safe for use by several threads.
 */
public final class PluginRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private final List<LoadedPlugin> plugins;
    private final Map<ModuleKind, Map<String, Known>> modules = new LinkedHashMap<>();
    private final List<ModuleInfo> infos = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** A module with what it said of its parameters, so that nobody has to ask it again. */
    private record Known(Module<?> module, ParameterRecord<?> parameters) {}

    private PluginRegistry(List<LoadedPlugin> plugins) {
        this.plugins = plugins;
        for (ModuleKind kind : ModuleKind.values()) {
            modules.put(kind, new LinkedHashMap<>());
        }
    }

    /** Opens all plugins of some folders, in this order; a module's name belongs to the first that has it. */
    public static PluginRegistry open(List<Path> folders) {
        var registry = new PluginRegistry(new ArrayList<>());
        for (Path folder : folders) {
            registry.open(folder);
        }
        return registry;
    }

    private void open(Path folder) {
        try {
            new PluginFolder(folder).places().forEach(this::load);
        } catch (PlatformException e) {
            refuse(folder, e);
        }
    }

    private void load(Path place) {
        try {
            PluginFolder.load(place).forEach(this::add);
        } catch (PlatformException e) {
            refuse(place, e);
        }
    }

    /** Plugins that are loaded already, as a program that brings its own has them. */
    public static PluginRegistry of(List<LoadedPlugin> plugins) {
        var registry = new PluginRegistry(new ArrayList<>());
        plugins.forEach(registry::add);
        return registry;
    }

    private void add(LoadedPlugin plugin) {
        if (!NAME.matcher(plugin.name()).matches()) {
            refuse(plugin.path(), "the plugin name '" + plugin.name() + "' is not lower case, digits and dashes");
            return;
        }
        if (plugins.stream().anyMatch(p -> p.name().equals(plugin.name()))) {
            refuse(plugin.path(), "there is a plugin '" + plugin.name() + "' already");
            return;
        }
        plugins.add(plugin);
        plugin.modules().forEach(module -> add(plugin, module));
    }

    /** Asks a module for all that is looked at later, so that what it cannot answer shows here and keeps it alone out. */
    private void add(LoadedPlugin plugin, Module<?> module) {
        try (var context = new ContextLoader(module)) {
            var known = new Known(module, ParameterRecord.of(module.parameters()));
            ModuleInfo info = info(plugin, known);
            if (put(plugin, info.name(), info.kind(), known)) {
                info.presets().forEach(preset -> put(plugin, preset, info.kind(), known));
                infos.add(info);
            }
        } catch (RuntimeException | Error e) {
            refuse(
                    plugin.path(),
                    "the module " + module.getClass().getSimpleName() + " cannot describe itself: "
                            + PluginFault.text(e));
        }
    }

    private boolean put(LoadedPlugin plugin, String name, ModuleKind kind, Known module) {
        if (!NAME.matcher(name).matches()) {
            refuse(plugin.path(), "the module name '" + name + "' is not lower case, digits and dashes");
            return false;
        }
        if (of(kind).putIfAbsent(name, module) != null) {
            refuse(plugin.path(), "the name " + kind.word() + " '" + name + "' is taken by another plugin");
            return false;
        }
        return true;
    }

    private void refuse(Path place, String why) {
        LOG.warn("{}: {}", place.getFileName(), why);
        problems.add(new Problem(String.valueOf(place.getFileName()), why, "mend the plugin or take it out"));
    }

    private void refuse(Path place, PlatformException refusal) {
        LOG.warn("{}", refusal.getMessage());
        refusal.problems().forEach(p -> problems.add(p.under(String.valueOf(place.getFileName()))));
    }

    /** What could not be loaded, and why. */
    public List<Problem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** The plugins that were loaded, in their order. */
    public List<LoadedPlugin> plugins() {
        return Collections.unmodifiableList(plugins);
    }

    /** The names of a kind, presets included, in order. */
    public List<String> names(ModuleKind kind) {
        return List.copyOf(new TreeSet<>(of(kind).keySet()));
    }

    private Map<String, Known> of(ModuleKind kind) {
        return modules.getOrDefault(kind, Map.of());
    }

    /**
     * The module of a name or preset.
     *
     * @throws PlatformException with {@code UNKNOWN_MODULE} and the nearest name that there is
     */
    public Module<?> module(ModuleKind kind, String name) {
        return known(kind, name).module();
    }

    /**
     * The parameters of a name or preset, as its module gave them when it was loaded.
     *
     * @throws PlatformException with {@code UNKNOWN_MODULE} and the nearest name that there is
     */
    public ParameterRecord<?> parameters(ModuleKind kind, String name) {
        return known(kind, name).parameters();
    }

    private Known known(ModuleKind kind, String name) {
        Known module = of(kind).get(name);
        if (module == null) {
            throw new PlatformException(
                    ErrorCode.UNKNOWN_MODULE,
                    "unknown " + kind.word() + " '" + name + "'",
                    Nearest.remedy(name, names(kind)));
        }
        return module;
    }

    /** All modules for people, without presets as entries of their own, by kind and name. */
    public List<ModuleInfo> infos() {
        return infos.stream()
                .sorted(Comparator.comparing(ModuleInfo::kind).thenComparing(ModuleInfo::name))
                .toList();
    }

    private static ModuleInfo info(LoadedPlugin plugin, Known known) {
        Module<?> module = known.module();
        List<String> presets =
                module instanceof Architecture<?> a ? List.copyOf(a.presets().keySet()) : List.of();
        return new ModuleInfo(
                module.kind(),
                module.name(),
                module.summary(),
                plugin.name(),
                plugin.sha256(),
                known.parameters().fields(),
                presets);
    }
}
