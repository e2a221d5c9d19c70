package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.slot.SlotReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlotProcessTest {

    private final BlockingQueue<FakeSlot> launched = new LinkedBlockingQueue<>();
    private final BlockingQueue<SlotReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Path> sockets = new LinkedBlockingQueue<>();
    private final SlotProcess process = new SlotProcess(this::launch, reports::add, ends::add);

    private SlotLauncher.Launched launch(Path socket) {
        var slot = new FakeSlot(socket);
        sockets.add(socket);
        launched.add(slot);
        return slot;
    }

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void itsReportsAreHeardAndItsEndIsTold() throws Exception {
        try (FakeSlot slot = started()) {
            slot.say(new SlotReport.Ready(77, "fake"), new SlotReport.Alive(1));
            assertThat(take(reports)).isEqualTo(new SlotReport.Ready(77, "fake"));
            assertThat(take(reports)).isEqualTo(new SlotReport.Alive(1));
            assertThat(take(sockets).getParent()).as("the socket's folder").doesNotExist();
            slot.exits(3);
        }
        assertThat(take(ends)).isEqualTo("slot process 77 ended with code 3");
    }

    @Test
    void oneThatEndsBeforeItConnectsIsNotWaitedFor() throws Exception {
        started().exits(128 + 6);
        assertThat(take(ends)).isEqualTo("slot process 77 was ended by signal 6");
        assertThat(take(sockets).getParent()).doesNotExist();
    }

    @Test
    void oneThatCannotBeStartedIsTold() throws Exception {
        var none = new SlotProcess(
                socket -> {
                    throw new IOException("no such java");
                },
                reports::add,
                ends::add);
        none.start("slot-test");
        assertThat(take(ends)).isEqualTo("the slot process could not be started: no such java");
    }

    @Test
    void oneThatSpeaksGarbageIsEnded() throws Exception {
        try (FakeSlot slot = started()) {
            slot.connect().write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.UTF_8)));
            assertThat(take(ends)).startsWith("slot process 77 was ended, since it was not understood: a message of ");
            assertThat(slot.isKilled()).isTrue();
        }
    }

    @Test
    void oneThatSendsWhatIsNoReportIsEnded() throws Exception {
        try (FakeSlot slot = started()) {
            byte[] text = "{\"type\":\"greeting\"}".getBytes(StandardCharsets.UTF_8);
            slot.connect()
                    .write(ByteBuffer.allocate(Integer.BYTES + text.length)
                            .putInt(text.length)
                            .put(text)
                            .flip());
            assertThat(take(ends)).startsWith("slot process 77 was ended, since it was not understood: ");
            assertThat(slot.isKilled()).isTrue();
            assertThat(reports).isEmpty();
        }
    }

    @Test
    void aKilledOneIsToldEvenWhereItsSocketStaysOpen() throws Exception {
        try (FakeSlot slot = started()) {
            slot.say(new SlotReport.Ready(77, "fake"));
            take(reports);
            process.kill();
            assertThat(take(ends)).isEqualTo("slot process 77 was ended by signal 9");
            assertThat(slot.isKilled()).isTrue();
        }
    }

    @Test
    void oneThatIsClosedEndsAndSaysNoMore() throws Exception {
        try (FakeSlot slot = started()) {
            slot.say(new SlotReport.Ready(77, "fake"));
            take(reports);
            process.close();
            assertThat(slot.isKilled()).isTrue();
        }
        assertThat(ends).isEmpty();
    }

    @Test
    void oneThatIsClosedBeforeItStartsIsNeverLaunched() throws Exception {
        process.close();
        process.start("slot-closed");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("slot-closed")) {
                thread.join();
            }
        }
        assertThat(launched).isEmpty();
    }

    private FakeSlot started() throws InterruptedException {
        process.start("slot-test");
        FakeSlot slot = take(launched);
        assertThat(Files.exists(sockets.element())).isTrue();
        return slot;
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("within 20 s").isNotNull();
        return next;
    }
}
