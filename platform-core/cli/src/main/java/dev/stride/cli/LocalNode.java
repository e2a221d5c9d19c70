package dev.stride.cli;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.Bus;
import dev.stride.bus.message.WorkerKey;
import dev.stride.engine.coordinator.EngineParts;
import dev.stride.engine.coordinator.ExperimentCoordinator;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.engine.validation.ExperimentValidator;
import dev.stride.engine.validation.SourceResolver;
import dev.stride.engine.validation.TrialValidator;
import dev.stride.metrics.PlatformMeters;
import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.ModuleServices;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.server.ServerOptions;
import dev.stride.server.ServerParts;
import dev.stride.server.ServerVerticle;
import dev.stride.store.DataFolderLock;
import dev.stride.store.ExperimentStore;
import dev.stride.store.SqliteExperimentStore;
import dev.stride.worker.WorkerOptions;
import dev.stride.worker.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything in one process tree: coordinator, server and a worker in this process, slot processes beside it; through
 * the same addresses and messages that several nodes would use.
 */
final class LocalNode implements AutoCloseable {

    static final int SLOTS_PER_PROCESSOR = 4;

    private static final int STORE_READERS = 4;
    private static final long PATIENCE_SECONDS = 60;

    private final ServerVerticle server;
    private final OpenParts open;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalNode(ServerVerticle server, OpenParts open) {
        this.server = server;
        this.open = open;
    }

    /**
     * Starts.
     *
     * @param port of the server; 0 for any free one
     * @param slots how many slot processes; 0 for a node that only answers
     */
    static LocalNode start(Home home, int port, int slots) {
        var open = new OpenParts();
        try {
            open.add(DataFolderLock.of(home.data()));
            return started(home, port, slots, open);
        } catch (IOException e) {
            throw open.closedAfter(new PlatformException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the data folder '" + home.data() + "' cannot be written",
                    "check its rights, or give another folder with --data",
                    e));
        } catch (RuntimeException e) {
            throw open.closedAfter(e);
        }
    }

    private static LocalNode started(Home home, int port, int slots, OpenParts open) throws IOException {
        makeFolders(home);
        ExperimentStore store = open.add(SqliteExperimentStore.open(home.database()));
        PlatformMeters meters = open.add(new PlatformMeters(Version.text()));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        open.add(() -> await(vertx.close()));
        PluginRegistry plugins = PluginRegistry.open(home.pluginFolders());
        String instance = UUID.randomUUID().toString();
        var options = new ServerOptions("127.0.0.1", port, instance);
        ServerVerticle server = server(home, vertx, store, meters, plugins, options);
        await(vertx.deployVerticle(server));
        if (slots > 0) {
            await(vertx.deployVerticle(new WorkerVerticle(worker(home, plugins, slots), System::nanoTime)));
        }
        var node = new LocalNode(server, open);
        new ServerFile(node.url(), instance).write(home);
        open.add(() -> ServerFile.delete(home));
        return node;
    }

    private static void makeFolders(Home home) throws IOException {
        Files.createDirectories(home.plugins());
        Files.createDirectories(home.dataSets());
        Files.createDirectories(home.logs());
        Files.createDirectories(home.engine());
    }

    private static ServerVerticle server(
            Home home,
            Vertx vertx,
            ExperimentStore store,
            PlatformMeters meters,
            PluginRegistry plugins,
            ServerOptions options) {
        var bus = new Bus(vertx);
        var artifacts = FileArtifactStore.at(home.artifacts());
        WorkerExecutor storeThread = vertx.createSharedWorkerExecutor("store", 1, 1, TimeUnit.MINUTES);
        WorkerExecutor reads = vertx.createSharedWorkerExecutor("store-reads", STORE_READERS, 1, TimeUnit.MINUTES);
        ModuleServices.serve(vertx, bus, plugins, new DataFolders(home.dataSets(), true));
        var trials = new TrialValidator(bus, new SourceResolver(store, artifacts), reads);
        var parts = new EngineParts(
                store, plugins, meters, trials, storeThread, reads, System::currentTimeMillis, System::nanoTime);
        var coordinator = new ExperimentCoordinator(parts);
        await(vertx.deployVerticle(coordinator));
        var experiments = new Experiments(parts, new ExperimentValidator(trials), coordinator);
        return new ServerVerticle(new ServerParts(experiments, plugins, artifacts, meters), options);
    }

    private static WorkerOptions worker(Home home, PluginRegistry plugins, int slots) {
        var modules = new ArrayList<String>();
        for (ModuleKind kind : ModuleKind.values()) {
            plugins.names(kind).forEach(name -> modules.add(kind.word() + "/" + name));
        }
        return new WorkerOptions(
                new WorkerKey("local", UUID.randomUUID().toString()),
                slots,
                modules,
                SlotCommandLine.of(home),
                home.logs());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw failure(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (TimeoutException e) {
            throw new PlatformException(ErrorCode.TIMED_OUT, "the node did not start in time", "try again", e);
        }
    }

    private static PlatformException failure(Throwable cause) {
        if (cause instanceof PlatformException known) {
            return known;
        }
        return cause instanceof BindException
                ? new PlatformException(
                        ErrorCode.CONFLICT,
                        "the port is in use by another program",
                        "give another with --port; 0 takes any free one",
                        cause)
                : new PlatformException(
                        ErrorCode.DEFECT,
                        "the node cannot start: " + cause.getMessage(),
                        "see the log in the data folder",
                        cause);
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    /** May be called again, as a signal does while the command ends by itself. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            open.close();
        }
    }

    /** As many slots as there are processors. */
    static int defaultSlots() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** More than these on the processors that there are only wait for each other, and each takes memory. */
    static int mostSlots() {
        return SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }
}
