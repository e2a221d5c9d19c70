package dev.stride.training.slot;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.slot.SlotChannel;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import dev.stride.model.AttemptId;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.training.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands and runs attempts. One thread reads the socket, so that a cancellation is seen while the other trains.
 * The end of the socket ends the process at once: a worker that is gone has no use for a half-made epoch.
 */
final class SlotLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SlotLoop.class);
    private static final int OUT_OF_MEMORY = 3;

    private final SlotChannel<SlotReport, SlotCommand> channel;
    private final TrialRunner runner;
    private final AtomicLong steps;
    private final BlockingQueue<Assign> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable AttemptId cancelled;

    /** @param steps counts each step and batch that is begun */
    SlotLoop(SlotChannel<SlotReport, SlotCommand> channel, TrialRunner runner, AtomicLong steps) {
        this.channel = channel;
        this.runner = runner;
        this.steps = steps;
    }

    /**
     * Runs until the process is ended.
     *
     * @throws WorkerGone where nobody hears what happened
     */
    void run() {
        var reader = new Thread(this::read, "slot-commands");
        reader.setDaemon(true);
        reader.start();
        try {
            while (true) {
                attempt(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            for (Optional<SlotCommand> next = channel.receive(); next.isPresent(); next = channel.receive()) {
                SlotCommand command = next.get();
                if (command instanceof SlotCommand.Run run) {
                    waiting.add(run.assignment());
                } else if (command instanceof SlotCommand.Cancel cancel) {
                    cancelled = cancel.attempt();
                }
            }
        } catch (IOException | PlatformException e) {
            LOG.warn("the worker's socket failed: {}", e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private void attempt(Assign assignment) {
        AttemptId attempt = assignment.attempt();
        send(attempt, new AttemptEvent.Started(0));
        AttemptEvent end;
        try {
            end = runner.run(assignment, event -> send(attempt, event), () -> isCancelled(attempt));
        } catch (PlatformException e) {
            LOG.info("attempt {} failed", attempt, e);
            end = new AttemptEvent.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (WorkerGone e) {
            throw e;
        } catch (OutOfMemoryError e) {
            send(attempt, new AttemptEvent.Failed(ErrorCode.OUT_OF_MEMORY, "the slot's memory did not suffice"));
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("attempt {} ended with an error", attempt, e);
            end = failed(e);
        }
        send(attempt, end);
    }

    /** Asked before each step. */
    private boolean isCancelled(AttemptId attempt) {
        steps.incrementAndGet();
        return attempt.equals(cancelled);
    }

    private static AttemptEvent failed(Throwable e) {
        if (Program.isOutOfMemory(e)) {
            return new AttemptEvent.Failed(
                    ErrorCode.OUT_OF_MEMORY, "native memory did not suffice; use a smaller batch");
        }
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException file) {
            return new AttemptEvent.Failed(
                    ErrorCode.DATA_UNAVAILABLE,
                    "a file could not be read or written: " + file.getMessage()
                            + "; check the node's folders and disk");
        }
        return new AttemptEvent.Failed(
                ErrorCode.PLUGIN_FAILED,
                "training failed with " + e.getClass().getSimpleName() + "; the slot's log has more");
    }

    private void send(AttemptId attempt, AttemptEvent event) {
        try {
            channel.send(new SlotReport.Happened(attempt, event));
        } catch (IOException e) {
            throw new WorkerGone(e);
        }
    }

    /** The worker does not listen any more, and with it the reason to be here is gone. */
    static final class WorkerGone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private WorkerGone(IOException cause) {
            super("the worker's socket failed: " + cause.getMessage(), cause);
        }
    }
}
