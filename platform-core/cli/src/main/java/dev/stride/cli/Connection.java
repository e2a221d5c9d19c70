package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.store.DataFolderInUse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server to talk to: one that runs, or one that this process starts for as long as it needs it. */
final class Connection implements AutoCloseable {

    private static final int TRIES = 50;
    private static final Duration BETWEEN = Duration.ofMillis(200);

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
            return new Connection(named(options.server().get()), null);
        }
        return ofFolder(options.home(), slots, Pause::sleep);
    }

    private static ApiClient named(String url) {
        var client = new ApiClient(url);
        if (client.instance().isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "the program that answers at " + client.base() + " is no Stride server",
                    "check --server, or STRIDE_SERVER");
        }
        return client;
    }

    /**
     * A folder that another process has just taken will soon have a server, or be free again.
     *
     * @throws DataFolderInUse where neither was the case for about ten seconds
     */
    static Connection ofFolder(Home home, int slots, Pause pause) {
        var again = new Backoff(BETWEEN, BETWEEN, TRIES, pause);
        while (true) {
            Optional<ApiClient> running = running(home);
            if (running.isPresent()) {
                return new Connection(running.get(), null);
            }
            try {
                return local(home, 0, slots);
            } catch (DataFolderInUse e) {
                again.failed(e);
            }
        }
    }

    /**
     * Starts a node of its own.
     *
     * @throws DataFolderInUse where another process has the data folder
     * @throws PlatformException where the port or the folder cannot be used, which waiting does not change
     */
    static Connection local(Home home, int port, int slots) {
        LogFile.use(home);
        LocalNode node = LocalNode.start(home, port, slots);
        Interruption.closes(node);
        return new Connection(new ApiClient(node.url()), node);
    }

    /** The server that runs on a data folder; not another program that has taken a dead server's port. */
    static Optional<ApiClient> running(Home home) {
        return ServerFile.of(home).flatMap(file -> {
            try {
                var client = new ApiClient(file.url());
                return client.instance().filter(file.instance()::equals).map(same -> client);
            } catch (PlatformException e) {
                return Optional.empty();
            }
        });
    }

    /** Refuses a data folder that a server runs on, naming it. */
    static void refuseRunning(Home home, String remedy) {
        running(home).ifPresent(client -> {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "a server runs on the data folder '" + home.data() + "' already, at " + client.base(),
                    remedy);
        });
    }

    ApiClient client() {
        return client;
    }

    /** Whether the server ends with this connection. */
    boolean isOwn() {
        return node != null;
    }

    /** What becomes of a running experiment where a signal ends this process. */
    String farewell(String id) {
        return isOwn()
                ? "experiment " + id + " keeps its checkpoints; 'stride server' on the same data folder goes on with it"
                : "experiment " + id + " goes on at " + client.base() + "; 'stride stop " + id + "' ends it";
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
            Interruption.closed(node);
        }
    }
}
