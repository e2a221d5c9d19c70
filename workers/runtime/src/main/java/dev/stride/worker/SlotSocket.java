package dev.stride.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one slot process is waited for: a Unix-domain socket in a folder that its user alone may enter. The folder is
 * gone as soon as the process has connected, so that a worker that is killed leaves none behind.
 */
final class SlotSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SlotSocket.class);

    private final Path folder;
    private final ServerSocketChannel server;

    private SlotSocket(Path folder, ServerSocketChannel server) {
        this.folder = folder;
        this.server = server;
    }

    static SlotSocket open() throws IOException {
        Path folder = Files.createTempDirectory("stride-slot");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var socket = new SlotSocket(folder, server);
        try {
            server.bind(UnixDomainSocketAddress.of(socket.path()));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    Path path() {
        return folder.resolve("s");
    }

    /**
     * Waits for the process, and for nobody after it.
     *
     * @throws java.nio.channels.ClosedChannelException once this is closed
     */
    SocketChannel accept() throws IOException {
        SocketChannel connected = server.accept();
        close();
        return connected;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("a slot's socket did not close", e);
        }
    }
}
