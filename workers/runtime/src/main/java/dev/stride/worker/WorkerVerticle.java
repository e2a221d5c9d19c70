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
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker node: carries out what {@link WorkerProtocol} decides. Everything of it happens on its event loop. */
public final class WorkerVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);
    private static final long BEAT_MILLIS = 2_000;
    private static final long RESEND_MILLIS = 500;
    private static final long RESTART_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final WorkerOptions options;
    private final LongSupplier nanos;
    private final WorkerProtocol protocol;
    private final SlotProcess[] processes;
    private final long[] startedAt;
    private Bus bus;

    /** @param nanos a clock that only goes forward */
    @SuppressWarnings("NullAway.Init") // the bus is there once the verticle is started
    public WorkerVerticle(WorkerOptions options, LongSupplier nanos) {
        this.options = options;
        this.nanos = nanos;
        this.protocol = new WorkerProtocol(options.key(), options.slots());
        this.processes = new SlotProcess[options.slots()];
        this.startedAt = new long[options.slots()];
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        bus.serve(Addresses.assign(options.key()), this::assign);
        bus.serve(Addresses.cancel(options.key()), this::cancel);
        carryOut(protocol.start());
        vertx.setPeriodic(BEAT_MILLIS, timer -> {
            carryOut(protocol.tick(nanos.getAsLong()));
            beat();
        });
        beat();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return vertx.executeBlocking(() -> {
            for (SlotProcess process : processes) {
                if (process != null) {
                    process.close();
                }
            }
            return true;
        });
    }

    private Future<AssignReply> assign(Assign assignment) {
        return protocol.assign(assignment)
                .map(actions -> {
                    carryOut(actions);
                    return Future.succeededFuture(AssignReply.TAKEN);
                })
                .orElseGet(() -> Future.succeededFuture(new AssignReply("no slot is free")));
    }

    private Future<CancelReply> cancel(Cancel cancel) {
        boolean known = protocol.runs(cancel.attempt());
        carryOut(protocol.cancel(cancel.attempt(), nanos.getAsLong()));
        return Future.succeededFuture(new CancelReply(known));
    }

    private void beat() {
        var beat = new Heartbeat(
                options.key(), protocol.readySlots(), "cpu thread", options.modules(), protocol.running());
        bus.request(Addresses.HEARTBEATS, beat, PATIENCE)
                .onSuccess(reply -> carryOut(protocol.beatAnswered(reply, nanos.getAsLong())))
                .onFailure(e -> LOG.debug("the coordinator does not answer: {}", e.getMessage()));
    }

    private void carryOut(List<WorkerAction> actions) {
        actions.forEach(this::carryOut);
    }

    private void carryOut(WorkerAction action) {
        if (action instanceof WorkerAction.StartSlot start) {
            startSlot(start.slot());
        } else if (action instanceof WorkerAction.KillSlot kill) {
            processes[kill.slot()].kill();
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

    /** Starts at once, but not faster than once a second where it dies as soon as it lives. */
    private void startSlot(int slot) {
        long sinceLast = (nanos.getAsLong() - startedAt[slot]) / 1_000_000;
        if (startedAt[slot] != 0 && sinceLast < RESTART_MILLIS) {
            vertx.setTimer(RESTART_MILLIS - Math.max(0, sinceLast), timer -> launch(slot));
        } else {
            launch(slot);
        }
    }

    private void launch(int slot) {
        startedAt[slot] = nanos.getAsLong();
        var process = new SlotProcess(
                options.slotCommand(),
                options.logs().resolve("slot-" + slot + ".log"),
                report -> context.runOnContext(v -> heard(slot, report)),
                why -> context.runOnContext(v -> carryOut(protocol.slotDied(slot, why))));
        processes[slot] = process;
        process.start("slot-" + slot);
    }

    private void heard(int slot, SlotReport report) {
        if (report instanceof SlotReport.Ready ready) {
            LOG.info("slot {} is ready: process {}, {}", slot, ready.pid(), ready.engine());
            carryOut(protocol.slotReady(slot));
        } else if (report instanceof SlotReport.Happened happened) {
            carryOut(protocol.slotHappened(slot, happened.attempt(), happened.event()));
        }
    }

    private void send(Report report) {
        bus.request(Addresses.REPORTS, report, PATIENCE)
                .onSuccess(reply -> carryOut(protocol.acknowledged(report, reply.accepted())))
                .onFailure(e -> vertx.setTimer(RESEND_MILLIS, timer -> {
                    if (protocol.wants(report)) {
                        send(report);
                    }
                }));
    }
}
