package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import dev.stride.model.AttemptId;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import dev.stride.training.features.FeatureStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A loop at the end of a real socket. The sockets stay open: the end of one would end this process. */
@Timeout(30)
class SlotLoopTest {

    private static final List<SocketChannel> OPEN = new java.util.concurrent.CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @Test
    void aFileErrorInAnAttemptIsToldAndTheSlotGoesOn() throws IOException {
        var worker = slot(dataset -> {
            throw new UncheckedIOException(new IOException("/data: Read-only file system"));
        });
        for (int number = 1; number <= 2; number++) {
            worker.send(new SlotCommand.Run(assignment(number)));
            assertThat(next(worker)).isEqualTo(happened(number, new AttemptEvent.Started(0)));
            assertThat(next(worker))
                    .isEqualTo(happened(
                            number,
                            new AttemptEvent.Failed(
                                    ErrorCode.DATA_UNAVAILABLE,
                                    "a file could not be read or written: /data: Read-only file system; check the"
                                            + " node's folders and disk")));
        }
    }

    @Test
    void aPluginsFailureIsToldWithItsCode() throws IOException {
        var worker = slot(dataset -> new DataAccess(folder, false, DataAccess.MOST_MEMORY, line -> {}));
        worker.send(new SlotCommand.Run(assignment(1)));
        assertThat(next(worker)).isEqualTo(happened(1, new AttemptEvent.Started(0)));
        assertThat(next(worker))
                .isInstanceOfSatisfying(
                        SlotReport.Happened.class,
                        report -> assertThat(report.event())
                                .isInstanceOfSatisfying(AttemptEvent.Failed.class, failed -> {
                                    assertThat(failed.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
                                    assertThat(failed.message())
                                            .contains("dataset odd failed with IllegalStateException");
                                }));
    }

    @Test
    void anAssertionThatFailsIsToldAndTheSlotGoesOn() throws IOException {
        var worker = slot(dataset -> {
            throw new AssertionError("odd");
        });
        for (int number = 1; number <= 2; number++) {
            worker.send(new SlotCommand.Run(assignment(number)));
            assertThat(next(worker)).isEqualTo(happened(number, new AttemptEvent.Started(0)));
            assertThat(next(worker))
                    .isEqualTo(happened(
                            number,
                            new AttemptEvent.Failed(
                                    ErrorCode.PLUGIN_FAILED,
                                    "training failed with AssertionError; the slot's log has more")));
        }
    }

    private SlotChannel<SlotCommand, SlotReport> slot(Function<String, DataAccess> access) throws IOException {
        Path path = folder.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            SocketChannel slot = SocketChannel.open(UnixDomainSocketAddress.of(path));
            SocketChannel worker = server.accept();
            OPEN.addAll(List.of(slot, worker));
            var plugins = PluginRegistry.of(List.of(new LoadedPlugin("test", folder, "", List.of(new Odd()))));
            var runner = new TrialRunner(
                    plugins,
                    FileArtifactStore.at(folder.resolve("artifacts")),
                    new FeatureStore(folder.resolve("features"), 1 << 20, Clock.systemUTC()),
                    access);
            var thread = new Thread(new SlotLoop(SlotChannel.ofSlot(slot), runner, new AtomicLong())::run, "slot-loop");
            thread.setDaemon(true);
            thread.start();
            return SlotChannel.ofWorker(worker);
        }
    }

    private static SlotReport next(SlotChannel<SlotCommand, SlotReport> worker) throws IOException {
        return worker.receive().orElseThrow();
    }

    private static SlotReport happened(int number, AttemptEvent event) {
        return new SlotReport.Happened(attempt(number), event);
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(new TrialId(new ExperimentId("0".repeat(26)), 1), number);
    }

    private static Assign assignment(int number) {
        var plan = new TrialPlan(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "odd"), 0.25, 1, 0),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "none"),
                List.of(),
                ModuleRef.of(ModuleKind.TRANSFER, "none"),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new Schedule.Constant(),
                new TrainingSettings(1, 1, 0, 0),
                1);
        return new Assign(attempt(number), plan, "net", "data", Optional.empty(), Optional.empty());
    }

    record NoParameters() {}

    /** A data set that fails. */
    private static final class Odd implements Dataset<NoParameters> {

        @Override
        public String name() {
            return "odd";
        }

        @Override
        public String summary() {
            return "Fails.";
        }

        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public ImageData load(NoParameters parameters, DataAccess access) {
            throw new IllegalStateException("no");
        }
    }
}
