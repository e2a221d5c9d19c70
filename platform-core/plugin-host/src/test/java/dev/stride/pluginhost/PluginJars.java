package dev.stride.pluginhost;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Plugins of the tests, packed into jars, whole and broken. */
public final class PluginJars {

    private static final int MAJOR_VERSION = 7;

    private PluginJars() {}

    /** A plugin that brings nothing. */
    public static final class Good implements Plugin {
        @Override
        public String name() {
            return "good";
        }

        @Override
        public List<Module<?>> modules() {
            return List.of();
        }
    }

    /** A plugin that needs a class beside itself. */
    public static final class Needy implements Plugin {
        @Override
        public String name() {
            return Needed.NAME.get();
        }

        @Override
        public List<Module<?>> modules() {
            return List.of();
        }
    }

    /** What {@link Needy} needs. */
    public static final class Needed {
        static final java.util.function.Supplier<String> NAME = () -> "needy";
    }

    /** A plugin that fails an assertion of its own. */
    public static final class Failing implements Plugin {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public List<Module<?>> modules() {
            throw new AssertionError("not on a Tuesday");
        }
    }

    static void withService(Path jar, Class<?> plugin) throws IOException {
        write(jar, plugin.getName(), plugin, bytes(plugin));
    }

    /** As a compiler of a much newer Java writes it. */
    static void forNewerJava(Path jar, Class<?> plugin) throws IOException {
        byte[] bytes = bytes(plugin);
        bytes[MAJOR_VERSION] = 120;
        write(jar, plugin.getName(), plugin, bytes);
    }

    static void withoutService(Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
    }

    static void naming(Path jar, String plugin) throws IOException {
        write(jar, plugin, Good.class, bytes(Good.class));
    }

    private static void write(Path jar, String service, Class<?> type, byte[] bytes) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/services/" + Plugin.class.getName()));
            zip.write(service.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(type.getName().replace('.', '/') + ".class"));
            zip.write(bytes);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            return in.readAllBytes();
        }
    }
}
