package dev.stride.worker;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a slot's process: starts it, hears what it says on a thread of its own, and tells once when it has ended.
 * A process that can no longer be heard, for whatever reason, is ended before that is told. No method waits for the
 * process but {@link #close}.
 */
final class SlotProcess {

    private static final Logger LOG = LoggerFactory.getLogger(SlotProcess.class);
    private static final long END_PATIENCE_SECONDS = 5;
    private static final int SIGNAL = 128;

    private final SlotLauncher launcher;
    private final Consumer<SlotReport> reports;
    private final Consumer<String> died;
    /** A process that does not read would block whoever writes to it. */
    private final ExecutorService commands = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            SlotProcess::commandThread,
            new ThreadPoolExecutor.DiscardPolicy());

    private final Object lock = new Object();
    private SlotLauncher.@Nullable Launched launched;
    private boolean closed;
    private volatile @Nullable SlotChannel<SlotCommand, SlotReport> channel;

    /**
     * @param reports hears every report, on this slot's thread
     * @param died hears once how it ended, unless it was closed
     */
    SlotProcess(SlotLauncher launcher, Consumer<SlotReport> reports, Consumer<String> died) {
        this.launcher = launcher;
        this.reports = reports;
        this.died = died;
    }

    private static Thread commandThread(Runnable work) {
        var thread = new Thread(work, "slot-commands");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts it, and a thread of this name that hears it. */
    void start(String name) {
        var thread = new Thread(this::live, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        String end = serve();
        commands.shutdownNow();
        if (!isClosed()) {
            LOG.warn("{}", end);
            died.accept(end);
        }
    }

    private String serve() {
        try (SlotSocket socket = SlotSocket.open()) {
            SlotLauncher.Launched started = launch(socket);
            if (started == null) {
                return "the slot process was not started";
            }
            // One that ends before it connects would leave us waiting.
            started.exit().whenComplete((code, e) -> socket.close());
            return heardOut(started, socket);
        } catch (IOException | RuntimeException e) {
            return "the slot process could not be started: " + e.getMessage();
        }
    }

    private SlotLauncher.@Nullable Launched launch(SlotSocket socket) throws IOException {
        synchronized (lock) {
            launched = closed ? null : launcher.launch(socket.path());
            return launched;
        }
    }

    /** Hears the process until it has ended or cannot be understood; then it is ended. */
    private String heardOut(SlotLauncher.Launched started, SlotSocket socket) {
        String name = "slot process " + started.pid();
        try (SocketChannel connected = socket.accept()) {
            var heard = SlotChannel.ofWorker(connected);
            channel = heard;
            hear(heard);
            return name + " " + ended(started);
        } catch (ClosedChannelException e) {
            return name + " " + ended(started);
        } catch (IOException e) {
            return name + " " + ended(started) + ", and its socket with: " + e.getMessage();
        } catch (RuntimeException e) {
            return name + " was ended, since it was not understood: " + e.getMessage();
        } finally {
            started.kill();
        }
    }

    private void hear(SlotChannel<SlotCommand, SlotReport> heard) throws IOException {
        for (Optional<SlotReport> next = heard.receive(); next.isPresent(); next = heard.receive()) {
            reports.accept(next.get());
        }
    }

    /** How it ended, if it does so by itself soon. */
    private static String ended(SlotLauncher.Launched started) {
        try {
            int code = started.exit().get(END_PATIENCE_SECONDS, TimeUnit.SECONDS);
            return code > SIGNAL ? "was ended by signal " + (code - SIGNAL) : "ended with code " + code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a slot process is ended by force", e);
        }
        return "closed its socket, but did not end";
    }

    /** Tells the process something; where that fails it is ending, which is told on its own. */
    void send(SlotCommand command) {
        commands.execute(() -> write(command));
    }

    private void write(SlotCommand command) {
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

    /** Ends the process by force, which is told. */
    void kill() {
        SlotLauncher.Launched started = launched();
        if (started != null) {
            started.kill();
        }
        SlotChannel<SlotCommand, SlotReport> connected = channel;
        if (connected != null) {
            close(connected);
        }
    }

    /** Ends the process by force and waits for its end, some seconds at most. Nothing more is told. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
        kill();
        SlotLauncher.Launched started = launched();
        if (started != null) {
            ended(started);
        }
    }

    private SlotLauncher.@Nullable Launched launched() {
        synchronized (lock) {
            return launched;
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private static void close(SlotChannel<SlotCommand, SlotReport> connected) {
        try {
            connected.close();
        } catch (IOException e) {
            LOG.debug("a slot's socket did not close", e);
        }
    }
}
