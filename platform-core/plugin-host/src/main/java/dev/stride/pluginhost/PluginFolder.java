package dev.stride.pluginhost;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A folder of plugins: each jar is one, and each folder of jars. */
record PluginFolder(Path path) {

    /** The places of the plugins, in the order of their names. */
    List<Path> places() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> places = Files.list(path)) {
            return places.filter(p -> Files.isDirectory(p) || p.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DATA_INVALID, "the plugins folder " + path + " cannot be read", "check its rights", e);
        }
    }

    /**
     * Loads the plugins of one place.
     *
     * @throws PlatformException with {@code PLUGIN_FAILED} where it is no plugin, saying why
     */
    static List<LoadedPlugin> load(Path place) {
        List<Path> jars = jars(place);
        var loader = new PluginLoader(
                place.getFileName().toString(),
                jars.stream().map(PluginFolder::url).toArray(URL[]::new),
                PluginFolder.class.getClassLoader());
        try {
            var plugins = new ArrayList<LoadedPlugin>();
            String hash = hash(jars);
            for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
                plugins.add(new LoadedPlugin(plugin.name(), place, hash, modules(plugin)));
            }
            if (plugins.isEmpty()) {
                throw new IllegalStateException("it names no plugin in META-INF/services");
            }
            return plugins;
        } catch (ServiceConfigurationError | LinkageError | StackOverflowError | RuntimeException e) {
            close(loader);
            throw new PlatformException(
                    ErrorCode.PLUGIN_FAILED,
                    place.getFileName() + " cannot be loaded as a plugin: " + e.getMessage(),
                    "build it against this version of the platform, or take it out of the plugins folder",
                    e);
        }
    }

    private static List<Module<?>> modules(Plugin plugin) {
        try (var context = new ContextLoader(plugin)) {
            return List.copyOf(plugin.modules());
        }
    }

    private static List<Path> jars(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.PLUGIN_FAILED,
                    "the folder " + place.getFileName() + " cannot be read",
                    "check its rights, or take it out of the plugins folder",
                    e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(List<Path> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(PluginLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
