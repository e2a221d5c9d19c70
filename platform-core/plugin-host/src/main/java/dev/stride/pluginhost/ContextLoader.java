package dev.stride.pluginhost;

/** Makes a plugin's loader the thread's own while the plugin runs; libraries look classes up through it. */
final class ContextLoader implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    ContextLoader(Object plugin) {
        Thread.currentThread().setContextClassLoader(plugin.getClass().getClassLoader());
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
    }
}
