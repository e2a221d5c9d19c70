package dev.stride.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server to talk to: one that runs, or one that this process starts for as long as it needs it. */
final class Connection implements AutoCloseable {

    private final ApiClient client;
    private final @Nullable LocalNode node;

    private Connection(ApiClient client, @Nullable LocalNode node) {
        this.client = client;
        this.node = node;
    }

    /**
     * Connects to the server that was named, else to the one that runs on the data folder, else starts one.
     *
     * @param slots of a node that is started
     */
    static Connection open(DataOption options, int slots) {
        if (options.server().isPresent()) {
            var client = new ApiClient(options.server().get());
            if (!client.isLive()) {
                throw new ServerAbsent(options.server().get());
            }
            return new Connection(client, null);
        }
        return running(options.home())
                .map(client -> new Connection(client, null))
                .orElseGet(() -> local(options.home(), 0, slots));
    }

    /** Starts a node of its own. */
    static Connection local(Home home, int port, int slots) {
        LogFile.use(home);
        LocalNode node = LocalNode.start(home, port, slots);
        return new Connection(new ApiClient(node.url()), node);
    }

    /** The server that runs on a data folder. */
    static Optional<ApiClient> running(Home home) {
        try {
            if (!Files.exists(home.serverFile())) {
                return Optional.empty();
            }
            return Optional.of(new ApiClient(Files.readString(home.serverFile()).strip()))
                    .filter(ApiClient::isLive);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    ApiClient client() {
        return client;
    }

    /** Whether the server ends with this connection. */
    boolean isOwn() {
        return node != null;
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
    }
}
