package dev.stride.worker;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A slot's process that is no process: a socket, and an exit code once the test or the worker ends it. */
final class FakeSlot implements SlotLauncher.Launched, AutoCloseable {

    private static final int KILLED = 128 + 9;

    private final Path path;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private SocketChannel socket;
    private volatile String killer = "";

    FakeSlot(Path path) {
        this.path = path;
    }

    SocketChannel connect() throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return socket;
    }

    /** Connects, and says so much. */
    SlotChannel<SlotReport, SlotCommand> say(SlotReport... reports) throws IOException {
        var channel = SlotChannel.ofSlot(connect());
        for (SlotReport report : reports) {
            channel.send(report);
        }
        return channel;
    }

    void exits(int code) {
        exit.complete(code);
    }

    @Override
    public long pid() {
        return 77;
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    boolean isKilled() {
        return exit.getNow(0) == KILLED;
    }

    /** The thread that ended it. */
    String killer() {
        return killer;
    }

    /** Its socket stays open, as one does that was handed on. */
    @Override
    public void kill() {
        if (killer.isEmpty()) {
            killer = Thread.currentThread().getName();
        }
        exit.complete(KILLED);
    }

    @Override
    public void close() throws IOException {
        exit.complete(0);
        if (socket != null) {
            socket.close();
        }
    }
}
