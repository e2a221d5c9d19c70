package dev.stride.training.slot;

import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ties a process to the one that started it, on threads of its own, whatever plugins and natives do. */
public final class SlotLifeline {

    private static final Logger LOG = LoggerFactory.getLogger(SlotLifeline.class);

    private SlotLifeline() {}

    /** Waits for the end of a stream that ends with who started this process, then does {@code end}. */
    public static void endWith(InputStream input, Runnable end) {
        thread(() -> {
                    try {
                        // Not skipped: a pipe cannot seek, and standard input tries to.
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("the input from the worker failed: {}", e.getMessage());
                    }
                    end.run();
                })
                .start();
    }

    /** Says again and again that the process lives, and how far it has come, until nobody hears it. */
    static void beat(SlotChannel<SlotReport, SlotCommand> channel, LongSupplier steps, Duration every) {
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(SlotLifeline::thread);
        beats.scheduleAtFixedRate(
                () -> {
                    try {
                        channel.send(new SlotReport.Alive(steps.getAsLong()));
                    } catch (IOException e) {
                        LOG.info("the worker does not listen: {}", e.getMessage());
                        beats.shutdown();
                    }
                },
                0,
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "slot-lifeline");
        thread.setDaemon(true);
        return thread;
    }
}
