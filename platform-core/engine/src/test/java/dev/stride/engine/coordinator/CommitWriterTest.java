package dev.stride.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.Bus;
import dev.stride.engine.validation.SourceResolver;
import dev.stride.engine.validation.TrialValidator;
import dev.stride.metrics.PlatformMeters;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommitWriterTest {

    private static final ExperimentId ID = new ExperimentId("01arz3ndektsv4rrffq69g5fav");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PlatformMeters meters = new PlatformMeters("test");
    private final ExperimentStore kept = new InMemoryExperimentStore();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private CommitWriter writer;

    @BeforeEach
    void start() {
        ExperimentStore store = failing();
        kept.create(
                new StoredExperiment(
                        ID,
                        "name",
                        ExperimentState.RUNNING,
                        "{}",
                        "{}",
                        Optional.empty(),
                        "h",
                        0,
                        OptionalLong.empty(),
                        "",
                        1),
                List.of(event(1)));
        var reads = vertx.createSharedWorkerExecutor("reads", 1);
        var sources = new SourceResolver(store, FileArtifactStore.at(folder));
        var parts = new EngineParts(
                store,
                PluginRegistry.of(List.of()),
                meters,
                new TrialValidator(new Bus(vertx), sources, reads),
                vertx.createSharedWorkerExecutor("store", 1),
                reads,
                () -> 0,
                () -> 0);
        writer = new CommitWriter(vertx, parts, new EngineMeters(meters));
    }

    @AfterEach
    void stop() throws Exception {
        RunningEngine.await(vertx.close());
        meters.close();
    }

    /** The store, whose next commits fail with what is listed. */
    private ExperimentStore failing() {
        return (ExperimentStore) Proxy.newProxyInstance(
                ExperimentStore.class.getClassLoader(),
                new Class<?>[] {ExperimentStore.class},
                (proxy, method, given) -> {
                    RuntimeException failure = method.getName().equals("commit") ? failures.poll() : null;
                    if (failure != null) {
                        throw failure;
                    }
                    try {
                        return method.invoke(kept, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"DISK_FULL", "STORE_UNAVAILABLE"})
    void whatMayPassIsTriedAgainUntilTheCommitIsThere(ErrorCode code) throws Exception {
        failures.add(failure(code));
        failures.add(failure(code));
        RunningEngine.await(writer.write(ID, commit(1)));
        assertThat(failures).isEmpty();
        assertThat(kept.events(ID, 0, 10)).containsExactly(event(1), event(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"CONFLICT", "CORRUPT", "DEFECT"})
    void whatWillNotPassFailsAtOnceWithItsReason(ErrorCode code) {
        failures.add(failure(code));
        PlatformException refusal = refused(commit(1));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining("the store says " + code.word());
        assertThat(kept.events(ID, 0, 10)).containsExactly(event(1));
    }

    @Test
    void anErrorThatIsNoneOfTheStoresIsADefectThatNamesIt() {
        failures.add(new IllegalStateException("a bug"));
        PlatformException refusal = refused(commit(1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.DEFECT);
        assertThat(refusal).hasMessageContaining("IllegalStateException").hasMessageContaining(ID.value());
    }

    @Test
    void aCommitThatWasMadeBeforeItsFailureIsNotMadeTwice() throws Exception {
        kept.commit(ID, 1, commit(1).batch());
        failures.add(failure(ErrorCode.STORE_UNAVAILABLE));
        RunningEngine.await(writer.write(ID, commit(1)));
        assertThat(kept.events(ID, 0, 10)).containsExactly(event(1), event(2));
    }

    private PlatformException refused(ActiveExperiment.Commit commit) {
        ExecutionException failed =
                catchThrowableOfType(ExecutionException.class, () -> RunningEngine.await(writer.write(ID, commit)));
        assertThat(failed).hasCauseInstanceOf(PlatformException.class);
        return (PlatformException) failed.getCause();
    }

    private static PlatformException failure(ErrorCode code) {
        return new PlatformException(code, "the store says " + code.word(), "wait");
    }

    private static ActiveExperiment.Commit commit(long expected) {
        var batch = new Batch(
                List.of(event(expected + 1)),
                List.of(),
                List.of(),
                List.of(),
                ExperimentState.RUNNING,
                OptionalLong.empty(),
                "");
        return new ActiveExperiment.Commit(expected, batch, List.of(), List.of());
    }

    private static StoredEvent event(long sequence) {
        return new StoredEvent(sequence, "type", "{}", sequence);
    }
}
