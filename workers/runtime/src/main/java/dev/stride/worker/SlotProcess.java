package dev.stride.worker;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a slot's process: starts it, hears what it says on a thread of its own, and tells once when it has died.
 * The process ends by itself when its socket ends, however this one ends.
 */
final class SlotProcess {

    private static final Logger LOG = LoggerFactory.getLogger(SlotProcess.class);
    private static final long END_PATIENCE_SECONDS = 5;
    private static final int SIGNAL = 128;
    private static final long LOG_LIMIT = 4 << 20;

    private final List<String> command;
    private final Path log;
    private final Consumer<SlotReport> reports;
    private final Consumer<String> died;
    private volatile @Nullable Process process;
    private volatile @Nullable SlotChannel<SlotCommand, SlotReport> channel;
    private volatile boolean closed;

    /**
     * @param reports hears every report, on this slot's thread
     * @param died hears once how it ended, unless it was closed
     */
    SlotProcess(List<String> command, Path log, Consumer<SlotReport> reports, Consumer<String> died) {
        this.command = command;
        this.log = log;
        this.reports = reports;
        this.died = died;
    }

    void start(String name) {
        var thread = new Thread(this::live, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        String end;
        try {
            end = serve();
        } catch (IOException | PlatformException e) {
            end = "the slot process could not be started or heard: " + e.getMessage();
        }
        if (!closed) {
            LOG.warn("{}", end);
            died.accept(end);
        }
    }

    private String serve() throws IOException {
        Path folder = Files.createTempDirectory("stride-slot");
        Path path = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Process started = launch(path);
            process = started;
            // A process that dies before it connects would leave us waiting.
            started.onExit().thenRun(() -> close(server));
            try (SocketChannel socket = server.accept()) {
                var connected = SlotChannel.ofWorker(socket);
                channel = connected;
                hear(connected);
            }
            return ended(started);
        } catch (java.nio.channels.ClosedChannelException e) {
            Process started = process;
            return started == null ? "the slot process was not started" : ended(started);
        } finally {
            Files.deleteIfExists(path);
            Files.deleteIfExists(folder);
        }
    }

    private Process launch(Path socket) throws IOException {
        var full = new ArrayList<>(command);
        full.add("--socket");
        full.add(socket.toString());
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.delete(log);
        }
        var builder = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        // Memory that a step frees is kept for the next one instead of going back to the system.
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", "2000000000");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "2000000000");
        return builder.start();
    }

    private void hear(SlotChannel<SlotCommand, SlotReport> connected) {
        try {
            for (Optional<SlotReport> next = connected.receive(); next.isPresent(); next = connected.receive()) {
                reports.accept(next.get());
            }
        } catch (IOException e) {
            LOG.info("the socket of a slot process ended: {}", e.getMessage());
        }
    }

    private String ended(Process started) {
        try {
            if (!started.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.destroyForcibly();
        }
        int code = started.isAlive() ? -1 : started.exitValue();
        String how = code > SIGNAL ? "was ended by signal " + (code - SIGNAL) : "ended with code " + code;
        return "slot process " + started.pid() + " " + how;
    }

    /** Tells the process something; where that fails it is dying, which is told on its own. */
    void send(SlotCommand command) {
        SlotChannel<SlotCommand, SlotReport> connected = channel;
        if (connected == null) {
            return;
        }
        try {
            connected.send(command);
        } catch (IOException e) {
            LOG.info("a slot process does not listen: {}", e.getMessage());
        }
    }

    void kill() {
        Process started = process;
        if (started != null) {
            started.destroyForcibly();
        }
    }

    /** Ends the process and waits for its end. */
    void close() {
        closed = true;
        Process started = process;
        if (started == null) {
            return;
        }
        started.destroy();
        try {
            if (!started.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.destroyForcibly();
        }
    }

    private static void close(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("a slot's socket did not close", e);
        }
    }
}
