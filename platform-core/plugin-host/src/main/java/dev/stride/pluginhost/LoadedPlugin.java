package dev.stride.pluginhost;

import dev.stride.spi.Module;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin that was loaded.
 *
 * @param path its jar, or its folder of jars
 * @param sha256 of its jars, recorded with what it did
 */
public record LoadedPlugin(String name, Path path, String sha256, List<Module<?>> modules) {
    public LoadedPlugin {
        modules = List.copyOf(modules);
    }
}
