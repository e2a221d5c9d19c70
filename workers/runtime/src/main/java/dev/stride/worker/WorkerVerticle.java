package dev.stride.worker;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AssignReply;
import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.CancelReply;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.Report;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker node: carries out what {@link WorkerProtocol} decides. All is decided on its event loop; what may block happens
 * on threads of its own.
 */
public final class WorkerVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);
    private static final long BEAT_MILLIS = 2_000;
    private static final long RESEND_MILLIS = 500;

    /** One for logs, which a slow disk may hold up, and one for ending processes all the same. */
    private static final int BLOCKING_THREADS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final WorkerOptions options;
    private final LongSupplier nanos;
    private final WorkerProtocol protocol;
    private final List<SlotLog> logs;
    private final List<SlotLauncher> launchers;
    private final SlotProcess[] processes;
    private boolean stopping;
    private boolean shortening;
    private Bus bus;
    private WorkerExecutor blocking;

    /** @param nanos a clock that only goes forward */
    public WorkerVerticle(WorkerOptions options, LongSupplier nanos) {
        this(options, nanos, log -> new SlotCommandLauncher(options.slotCommand(), log));
    }

    @SuppressWarnings("NullAway.Init") // the last two are there once the verticle is started
    WorkerVerticle(WorkerOptions options, LongSupplier nanos, Function<SlotLog, SlotLauncher> launcher) {
        this.options = options;
        this.nanos = nanos;
        this.protocol = new WorkerProtocol(options.key(), options.slots());
        this.processes = new SlotProcess[options.slots()];
        this.logs = IntStream.range(0, options.slots())
                .mapToObj(slot -> new SlotLog(options.logs().resolve("slot-" + slot + ".log"), SlotLog.LIMIT))
                .toList();
        this.launchers = logs.stream().map(launcher).toList();
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        blocking = vertx.createSharedWorkerExecutor("slots", BLOCKING_THREADS);
        bus.serve(Addresses.assign(options.key()), this::assign);
        bus.serve(Addresses.cancel(options.key()), this::cancel);
        carryOut(protocol.start(now()));
        vertx.setPeriodic(BEAT_MILLIS, timer -> {
            carryOut(protocol.tick(now()));
            beat();
            shortenLogs();
        });
        beat();
        return Future.succeededFuture();
    }

    private long now() {
        return nanos.getAsLong();
    }

    /** One after the other, however long the disk takes. */
    private void shortenLogs() {
        if (!stopping && !shortening) {
            shortening = true;
            blocking.executeBlocking(this::boundLogs, true).onComplete(done -> shortening = false);
        }
    }

    private boolean boundLogs() {
        for (SlotLog log : logs) {
            try {
                log.bound();
            } catch (IOException e) {
                LOG.warn("the log {} could not be shortened: {}", log.path(), e.getMessage());
            }
        }
        return true;
    }

    /** Ends all slot processes by force: what they have not saved would be trained again anyway. */
    @Override
    public Future<?> stop() {
        stopping = true;
        List<SlotProcess> started =
                Arrays.stream(processes).filter(Objects::nonNull).toList();
        return blocking.executeBlocking(
                        () -> {
                            started.parallelStream().forEach(SlotProcess::close);
                            return true;
                        },
                        false)
                .eventually(blocking::close);
    }

    private Future<AssignReply> assign(Assign assignment) {
        return protocol.assign(assignment, now())
                .map(actions -> {
                    carryOut(actions);
                    return Future.succeededFuture(AssignReply.TAKEN);
                })
                .orElseGet(() -> Future.succeededFuture(new AssignReply("no slot is free")));
    }

    private Future<CancelReply> cancel(Cancel cancel) {
        boolean known = protocol.runs(cancel.attempt());
        carryOut(protocol.cancel(cancel.attempt(), now()));
        return Future.succeededFuture(new CancelReply(known));
    }

    private void beat() {
        long asked = now();
        var beat = new Heartbeat(
                options.key(),
                protocol.readySlots(),
                "cpu thread",
                options.modules(),
                protocol.running(),
                protocol.trouble());
        bus.request(Addresses.HEARTBEATS, beat, PATIENCE)
                .onSuccess(reply -> carryOut(protocol.beatAnswered(reply, asked, now())))
                .onFailure(e -> LOG.debug("the coordinator does not answer: {}", e.getMessage()));
    }

    private void carryOut(List<WorkerAction> actions) {
        actions.forEach(this::carryOut);
    }

    private void carryOut(WorkerAction action) {
        if (action instanceof WorkerAction.StartSlot start) {
            startSlot(start);
        } else if (action instanceof WorkerAction.KillSlot kill) {
            kill(processes[kill.slot()]);
        } else if (action instanceof WorkerAction.Run run) {
            processes[run.slot()].send(new SlotCommand.Run(run.assignment()));
        } else if (action instanceof WorkerAction.CancelOnSlot cancel) {
            processes[cancel.slot()].send(new SlotCommand.Cancel(cancel.attempt()));
        } else if (action instanceof WorkerAction.Send send) {
            send(send.report());
        } else if (action instanceof WorkerAction.Beat) {
            beat();
        }
    }

    /** Looks for all that the process has started, which takes its time on a machine of many processes. */
    private void kill(SlotProcess process) {
        blocking.executeBlocking(
                        () -> {
                            process.kill();
                            return true;
                        },
                        false)
                .onFailure(e -> LOG.warn("a slot process could not be ended", e));
    }

    private void startSlot(WorkerAction.StartSlot start) {
        if (start.afterMillis() == 0) {
            launch(start.slot());
        } else {
            vertx.setTimer(start.afterMillis(), timer -> launch(start.slot()));
        }
    }

    private void launch(int slot) {
        if (stopping) {
            return;
        }
        var process = new SlotProcess(
                launchers.get(slot),
                report -> context.runOnContext(v -> heard(slot, report)),
                why -> context.runOnContext(v -> died(slot, why)));
        processes[slot] = process;
        process.start("slot-" + slot);
    }

    private void died(int slot, String why) {
        carryOut(protocol.slotDied(slot, why + "; see " + logs.get(slot).path(), now()));
    }

    private void heard(int slot, SlotReport report) {
        if (report instanceof SlotReport.Ready ready) {
            LOG.info("slot {} is ready: process {}, {}", slot, ready.pid(), ready.engine());
            carryOut(protocol.slotReady(slot, now()));
        } else if (report instanceof SlotReport.Happened happened) {
            carryOut(protocol.slotHappened(slot, happened.attempt(), happened.event(), now()));
        } else if (report instanceof SlotReport.Alive alive) {
            protocol.slotAlive(slot, alive.steps(), now());
        }
    }

    private void send(Report report) {
        bus.request(Addresses.REPORTS, report, PATIENCE)
                .onSuccess(reply -> carryOut(protocol.acknowledged(report, reply.accepted(), now())))
                .onFailure(e -> vertx.setTimer(RESEND_MILLIS, timer -> {
                    if (protocol.wants(report)) {
                        send(report);
                    }
                }));
    }
}
