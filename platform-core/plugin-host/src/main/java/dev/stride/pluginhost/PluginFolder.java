package dev.stride.pluginhost;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

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
        jars.forEach(PluginFolder::checkZip);
        var loader = new PluginLoader(
                place.getFileName().toString(),
                jars.stream().map(PluginFolder::url).toArray(URL[]::new),
                PluginFolder.class.getClassLoader());
        try {
            var plugins = new ArrayList<LoadedPlugin>();
            String hash = hash(jars);
            for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
                plugins.add(ask(plugin, place, hash));
            }
            if (plugins.isEmpty()) {
                throw new IllegalStateException("it names no plugin in META-INF/services");
            }
            return plugins;
        } catch (RuntimeException | Error e) {
            PlatformException refusal = refused(place, PluginFault.text(e), e);
            close(loader, refusal);
            throw refusal;
        }
    }

    private static PlatformException refused(Path place, String why, Throwable cause) {
        return new PlatformException(
                ErrorCode.PLUGIN_FAILED,
                place.getFileName() + " cannot be loaded as a plugin: " + why,
                "build it against this version of the platform, or take it out of the plugins folder",
                cause);
    }

    /** A loader passes over what is no jar without a word. */
    private static void checkZip(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            zip.size();
        } catch (IOException e) {
            throw refused(jar, "it is no whole jar: " + e.getMessage(), e);
        }
    }

    private static LoadedPlugin ask(Plugin plugin, Path place, String hash) {
        try (var context = new ContextLoader(plugin)) {
            String name = Objects.requireNonNull(plugin.name(), "its name");
            List<? extends Module<?>> modules = Objects.requireNonNull(plugin.modules(), "its modules");
            return new LoadedPlugin(name, place, hash, List.copyOf(modules));
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

    /** Of the jars one after the other: for a plugin of one jar, that of its file. */
    private static String hash(List<Path> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                try (var bytes = new DigestInputStream(Files.newInputStream(jar), digest)) {
                    bytes.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What goes wrong here is told beside the refusal, and takes nobody else's plugin with it. */
    private static void close(PluginLoader loader, PlatformException refusal) {
        try {
            loader.close();
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
    }
}
