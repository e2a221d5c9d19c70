package dev.stride.architecture;

import java.util.Arrays;
import java.util.Set;

/** The rooms of the house and which others each may see, directly. */
enum Room {
    MODEL("dev.stride.model"),
    NETWORK("dev.stride.network", MODEL),
    SPI("dev.stride.spi", MODEL, NETWORK),
    SPI_TESTKIT("dev.stride.spi.testkit", MODEL, NETWORK, SPI),
    BUS("dev.stride.bus", MODEL, NETWORK),
    STORE("dev.stride.store", MODEL),
    ARTIFACTS("dev.stride.artifacts", MODEL),
    METRICS("dev.stride.metrics", MODEL),
    PLUGIN_HOST("dev.stride.pluginhost", MODEL, NETWORK, SPI, BUS),
    ENGINE("dev.stride.engine", MODEL, NETWORK, SPI, BUS, PLUGIN_HOST, STORE, ARTIFACTS, METRICS),
    SERVER("dev.stride.server", MODEL, NETWORK, SPI, BUS, PLUGIN_HOST, STORE, ARTIFACTS, METRICS, ENGINE),
    TRAINING("dev.stride.training", MODEL, NETWORK, SPI, BUS, PLUGIN_HOST, ARTIFACTS, METRICS),
    WORKER("dev.stride.worker", MODEL, NETWORK, SPI, BUS, PLUGIN_HOST, ARTIFACTS, METRICS),
    CLI("dev.stride.cli", MODEL, NETWORK, SPI, BUS, PLUGIN_HOST, STORE, ARTIFACTS, METRICS, ENGINE, SERVER, WORKER),
    PLUGINS("dev.stride.plugins", MODEL, NETWORK, SPI);

    private final String root;
    private final Set<Room> visible;

    Room(String root, Room... visible) {
        this.root = root;
        this.visible = Set.of(visible);
    }

    String root() {
        return root;
    }

    boolean sees(Room other) {
        return this == other || visible.contains(other);
    }

    /** The room of a package: the one with the longest root, since the testkit lies under the SPI. */
    static Room of(String packageName) {
        return Arrays.stream(values())
                .filter(r -> packageName.equals(r.root) || packageName.startsWith(r.root + "."))
                .max((a, b) -> Integer.compare(a.root.length(), b.root.length()))
                .orElseThrow(() -> new AssertionError(packageName + " belongs to no room"));
    }
}
