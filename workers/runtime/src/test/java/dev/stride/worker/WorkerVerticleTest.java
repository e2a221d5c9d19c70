package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.WorkerKey;
import dev.stride.bus.slot.SlotReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerVerticleTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<Heartbeat> beats = new LinkedBlockingQueue<>();
    private final BlockingQueue<FakeSlot> launched = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @BeforeEach
    void aCoordinatorHearsAWorkerOfOneSlot() {
        new Bus(vertx).serve(Addresses.HEARTBEATS, beat -> {
            beats.add(beat);
            return Future.succeededFuture(new HeartbeatReply(15_000, List.of()));
        });
        var options = new WorkerOptions(new WorkerKey("w", "1"), 1, List.of(), List.of(), folder);
        join(vertx.deployVerticle(new WorkerVerticle(options, nanos::get, log -> this::launch)));
    }

    private SlotLauncher.Launched launch(Path socket) throws IOException {
        var slot = new FakeSlot(socket);
        launched.add(slot);
        return slot;
    }

    @AfterEach
    void close() {
        join(vertx.close());
    }

    @Test
    void aSlotThatIsReadyIsToldWithoutTrouble() throws Exception {
        try (FakeSlot slot = take(launched)) {
            slot.say(new SlotReport.Ready(1, "fake"));
            assertThat(beat(b -> b.slots() == 1).trouble()).isEmpty();
        }
    }

    @Test
    void aSlotThatSpeaksGarbageIsStartedAnewAndItsTroubleToldUntilItIsReady() throws Exception {
        try (FakeSlot slot = take(launched)) {
            slot.connect().write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}));
            assertThat(beat(b -> b.trouble().isPresent()).trouble().orElseThrow())
                    .startsWith("slot 0: slot process 77 was ended, since it was not understood: ")
                    .endsWith("; see " + folder.resolve("slot-0.log").toAbsolutePath());
            assertThat(slot.isKilled()).isTrue();
        }
        try (FakeSlot slot = take(launched)) {
            slot.say(new SlotReport.Ready(1, "fake"));
            assertThat(beat(b -> b.slots() == 1).trouble()).isEmpty();
        }
    }

    @Test
    void aSlotThatFallsSilentWithItsSocketOpenIsKilledAndStartedAnew() throws Exception {
        try (FakeSlot slot = take(launched)) {
            slot.say(new SlotReport.Ready(1, "fake"));
            beat(b -> b.slots() == 1);
            // Not in one leap, nor in two at once, which would be a pause of the worker's own.
            for (int i = 0; i < 4; i++) {
                beats.clear();
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(4) + TimeUnit.MILLISECONDS.toNanos(900));
                beat(b -> true);
            }
            assertThat(beat(b -> b.trouble().isPresent()).trouble().orElseThrow())
                    .startsWith("slot 0: the slot process was ended since it said nothing for 15 s");
            assertThat(slot.isKilled()).isTrue();
            assertThat(slot.killer()).as("not the event loop").startsWith("slots-");
        }
        take(launched).close();
    }

    @Test
    void noSlotProcessIsLeftBehind() throws Exception {
        try (FakeSlot slot = take(launched)) {
            slot.say(new SlotReport.Ready(1, "fake"));
            beat(b -> b.slots() == 1);
            join(vertx.close());
            assertThat(slot.isKilled()).isTrue();
        }
        assertThat(launched).isEmpty();
    }

    private Heartbeat beat(Predicate<Heartbeat> wanted) throws InterruptedException {
        Heartbeat beat = take(beats);
        while (!wanted.test(beat)) {
            beat = take(beats);
        }
        return beat;
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("within 30 s").isNotNull();
        return next;
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
