package dev.stride.engine.coordinator;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AssignReply;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.CancelReply;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.WorkerKey;
import dev.stride.engine.experiment.ExperimentsFixture;
import dev.stride.engine.validation.ExperimentValidator;
import dev.stride.engine.validation.SourceResolver;
import dev.stride.engine.validation.TrialValidator;
import dev.stride.metrics.PlatformMeters;
import dev.stride.model.AttemptId;
import dev.stride.model.Budget;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.pluginhost.ModuleServices;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.store.ExperimentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A coordinator with its bus and a store, and a worker that does what the test says. Time goes on when it is told to. */
public final class RunningEngine implements AutoCloseable {

    public static final WorkerKey WORKER = ExperimentsFixture.WORKER;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> MODULES =
            List.of("architecture/tiny-net", "dataset/tiny-data", "transfer/from-scratch", "transfer/cut");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<Assign> assigned = new LinkedBlockingQueue<>();
    private final BlockingQueue<AttemptId> cancelled = new LinkedBlockingQueue<>();
    private final PlatformMeters meters = new PlatformMeters("test");
    private final TinyPlugin plugin = new TinyPlugin();
    private final PluginRegistry plugins = PluginRegistry.of(List.of(plugin.loaded()));
    private final ArtifactStore artifacts;
    private final ExperimentCoordinator coordinator;
    final Experiments experiments;

    public RunningEngine(ExperimentStore store, Path folder) {
        this(store, folder, Duration.ofSeconds(1));
    }

    /** @param wallClock at the start, since 1970; from then on it goes with the time that is told */
    RunningEngine(ExperimentStore store, Path folder, Duration wallClock) {
        artifacts = FileArtifactStore.at(folder.resolve("a"));
        ModuleServices.serve(vertx, bus, plugins, new DataFolders(folder, false));
        var reads = vertx.createSharedWorkerExecutor("reads", 2);
        var trials = new TrialValidator(bus, new SourceResolver(store, artifacts), reads);
        var parts = new EngineParts(
                store,
                plugins,
                meters,
                trials,
                vertx.createSharedWorkerExecutor("store", 1),
                reads,
                () -> wallClock.plusNanos(nanos.get()).toMillis(),
                nanos::get);
        coordinator = new ExperimentCoordinator(parts);
        experiments = new Experiments(parts, new ExperimentValidator(trials), coordinator);
        bus.serve(Addresses.assign(WORKER), assignment -> {
            assigned.add(assignment);
            return Future.succeededFuture(AssignReply.TAKEN);
        });
        bus.serve(Addresses.cancel(WORKER), (Cancel cancel) -> {
            cancelled.add(cancel.attempt());
            return Future.succeededFuture(new CancelReply(true));
        });
    }

    public RunningEngine start() throws Exception {
        await(vertx.deployVerticle(coordinator));
        return this;
    }

    /** How often the search was asked. */
    int proposals() {
        return plugin.asked();
    }

    public static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    public Vertx vertx() {
        return vertx;
    }

    public PluginRegistry plugins() {
        return plugins;
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    public PlatformMeters meters() {
        return meters;
    }

    public Experiments experiments() {
        return experiments;
    }

    /** An experiment with a trial for each number of units. */
    public static ExperimentSpec spec(Budget budget, boolean patient, int... units) {
        var points = new ParameterValue.Items(
                Arrays.stream(units).mapToObj(ParameterValue::of).toList());
        return spec(
                budget,
                new ModuleRef(
                        ModuleKind.SEARCH,
                        "listed",
                        ParameterValue.Fields.of(Map.of("units", points, "patient", ParameterValue.of(patient)))));
    }

    /** An experiment with a search of the plugin's. */
    static ExperimentSpec spec(Budget budget, ModuleRef search) {
        return new ExperimentSpec(
                "tiny",
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "tiny-data"), 0.1, 1, 0),
                Objective.VALIDATION_ACCURACY,
                new TrainingSettings(2, 4, 0, 0),
                space(),
                search,
                budget,
                0,
                1);
    }

    /** A range whose ends the architecture takes. */
    private static SearchSpace space() {
        var units =
                new SearchSpace.Parameter("units", new ParameterDomain.Whole(1, 20, 1, ParameterDomain.Scale.LINEAR));
        return new SearchSpace(List.of(new SearchSpace.Parameter(
                "architecture",
                new ParameterDomain.Choice(
                        List.of(new ParameterDomain.Option("tiny-net", new SearchSpace(List.of(units))))))));
    }

    public ExperimentId submit(int... units) throws Exception {
        return submit(spec(Budget.UNLIMITED, false, units));
    }

    public ExperimentId submit(ExperimentSpec spec) throws Exception {
        return await(experiments.submit(spec, Optional.empty(), "hash"))
                .experiment()
                .id();
    }

    public HeartbeatReply beat(int slots, AttemptId... running) throws Exception {
        return await(bus.request(
                Addresses.HEARTBEATS,
                new Heartbeat(WORKER, slots, "cpu", MODULES, List.of(running), Optional.empty()),
                PATIENCE));
    }

    /** What the worker is given next. */
    public Assign nextAssignment() throws InterruptedException {
        return taken(assigned);
    }

    AttemptId nextCancelled() throws InterruptedException {
        return taken(cancelled);
    }

    boolean hasAssignment() {
        return !assigned.isEmpty();
    }

    private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within " + PATIENCE);
        }
        return next;
    }

    /** Whether the report counted. */
    public boolean report(AttemptId attempt, AttemptEvent event) throws Exception {
        return await(reporting(attempt, event));
    }

    Future<Boolean> reporting(AttemptId attempt, AttemptEvent event) {
        return bus.request(Addresses.REPORTS, new Report(WORKER, attempt, 1, event), PATIENCE)
                .map(reply -> reply.accepted());
    }

    public boolean finish(AttemptId attempt) throws Exception {
        return await(finishing(attempt));
    }

    Future<Boolean> finishing(AttemptId attempt) {
        return reporting(attempt, new AttemptEvent.Finished(new TreeMap<>(Map.of(Metric.TEST_ACCURACY, 0.5))));
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
        meters.close();
    }
}
