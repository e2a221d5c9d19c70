package dev.stride.training.slot;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotReport;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.program.Program;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main of a slot process. It connects to its worker's socket, loads the native library, says that it is ready, and
 * then runs what it is told until the socket or its standard input ends. Arguments: {@code --socket PATH --plugins DIR[:DIR...] --artifacts DIR
 * --features DIR --data DIR --downloads true|false}.
 */
public final class SlotMain {

    private static final Logger LOG = LoggerFactory.getLogger(SlotMain.class);

    /** Of the features that all slots of a machine share. */
    private static final long MOST_FEATURE_BYTES = 8L << 30;

    private static final Duration BEAT = Duration.ofSeconds(2);

    private SlotMain() {}

    /** Ends the process with code 0 once its worker is gone, with 1 where it failed. */
    public static void main(String[] args) {
        int code = 0;
        SlotLifeline.endWith(System.in, () -> Runtime.getRuntime().halt(0));
        try {
            serve(options(args));
        } catch (SlotLoop.WorkerGone e) {
            LOG.info("{}", e.getMessage());
        } catch (Throwable e) {
            LOG.error("the slot process failed", e);
            code = 1;
        }
        // A plugin may have left threads behind.
        Runtime.getRuntime().halt(code);
    }

    private static void serve(Map<String, String> options) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(options.get("--socket")));
        try (var channel = SlotChannel.ofSlot(socket)) {
            var steps = new AtomicLong();
            SlotLifeline.beat(channel, steps::get, BEAT);
            List<Path> plugins = Arrays.stream(
                            options.getOrDefault("--plugins", "").split(java.io.File.pathSeparator))
                    .filter(p -> !p.isBlank())
                    .map(Path::of)
                    .toList();
            var access = new DataFolders(
                    Path.of(options.getOrDefault("--data", "data")),
                    Boolean.parseBoolean(options.getOrDefault("--downloads", "true")));
            var runner = new TrialRunner(
                    PluginRegistry.open(plugins),
                    FileArtifactStore.at(Path.of(options.getOrDefault("--artifacts", "artifacts"))),
                    new FeatureStore(
                            Path.of(options.getOrDefault("--features", "features")),
                            MOST_FEATURE_BYTES,
                            Clock.systemUTC()),
                    access::of);
            String engine = Program.warmUp();
            channel.send(new SlotReport.Ready(ProcessHandle.current().pid(), engine));
            new SlotLoop(channel, runner, steps).run();
        }
    }

    private static Map<String, String> options(String[] args) {
        var options = new TreeMap<String, String>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }
}
