package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotReport;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SlotLifelineTest {

    @TempDir
    Path folder;

    @Test
    void theEndOfTheInputEndsTheProcessAndNothingBeforeIt() throws IOException, InterruptedException {
        var worker = new PipedOutputStream();
        var ended = new CountDownLatch(1);
        SlotLifeline.endWith(new PipedInputStream(worker), ended::countDown);
        worker.write("whatever is said there".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ended.getCount()).isEqualTo(1);
        worker.close();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void beatsTellHowFarItIs() throws IOException {
        Path path = folder.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (SocketChannel slot = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel worker = server.accept()) {
                var steps = new AtomicLong(7);
                SlotLifeline.beat(SlotChannel.ofSlot(slot), steps::getAndIncrement, Duration.ofMillis(5));
                var heard = SlotChannel.ofWorker(worker);
                assertThat(heard.receive()).isEqualTo(Optional.of(new SlotReport.Alive(7)));
                assertThat(heard.receive()).isEqualTo(Optional.of(new SlotReport.Alive(8)));
            }
        }
    }
}
