package dev.stride.pluginhost;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads a plugin's classes from its own jars first, so that two plugins can bring different versions of one library.
 * Shared with the host are only the packages that both must mean the same by.
 */
final class PluginLoader extends URLClassLoader {

    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.w3c.",
            "org.xml.",
            "dev.stride.model.",
            "dev.stride.network.",
            "dev.stride.spi.",
            "org.slf4j.",
            "org.jspecify.");

    static {
        registerAsParallelCapable();
    }

    PluginLoader(String name, URL[] jars, ClassLoader host) {
        super("plugin-" + name, jars, host);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = isShared(name) ? super.loadClass(name, false) : own(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    /** Of the host's classes a plugin sees the shared ones alone. */
    private Class<?> own(String name) throws ClassNotFoundException {
        return findClass(name);
    }

    private static boolean isShared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    @Override
    public URL getResource(String name) {
        return findResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return Collections.enumeration(Collections.list(findResources(name)));
    }
}
