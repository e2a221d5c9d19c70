package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotReport;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SlotLifelineTest {

    @TempDir
    Path folder;

    /** A pipe as standard input is one, which unlike Java's own cannot be skipped. */
    @Test
    void theEndOfTheInputEndsTheProcessAndNothingBeforeIt() throws IOException, InterruptedException {
        Path pipe = folder.resolve("input");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var ended = new CountDownLatch(1);
        try (var worker = new RandomAccessFile(pipe.toFile(), "rw");
                var input = new FileInputStream(pipe.toFile())) {
            SlotLifeline.endWith(new BufferedInputStream(input), ended::countDown);
            worker.write("whatever is said there".getBytes(StandardCharsets.UTF_8));
            Awaitility.await().until(() -> input.available() == 0);
            assertThat(ended.getCount()).isEqualTo(1);
            worker.close();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
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
