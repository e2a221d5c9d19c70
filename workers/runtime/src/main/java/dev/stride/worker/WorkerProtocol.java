package dev.stride.worker;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.AttemptId;
import dev.stride.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a worker: which attempt runs on which slot, what is reported and again, and when a lease is lost. It
 * does nothing itself; each event returns the actions that follow from it. It reads no clock: times are given, in
 * nanoseconds of any origin. Reports of an attempt go out one at a time, in order, until acknowledged. For one thread.
 */
final class WorkerProtocol {

    private static final long CANCEL_PATIENCE = 30_000_000_000L;

    private final WorkerKey worker;
    private final Slot[] slots;
    private final Map<AttemptId, Outbox> outboxes = new LinkedHashMap<>();
    private long leaseUntil = Long.MAX_VALUE;

    WorkerProtocol(WorkerKey worker, int slots) {
        this.worker = worker;
        this.slots = new Slot[slots];
        Arrays.setAll(this.slots, i -> new Slot());
    }

    private static final class Slot {
        private boolean ready;
        private @Nullable AttemptId attempt;
        private long killAt = Long.MAX_VALUE;

        private boolean isIdle() {
            return ready && attempt == null;
        }
    }

    private static final class Outbox {
        private final Deque<Report> unacknowledged = new ArrayDeque<>();
        private long sequence;
        private boolean ended;
    }

    List<WorkerAction> start() {
        var actions = new ArrayList<WorkerAction>();
        for (int slot = 0; slot < slots.length; slot++) {
            actions.add(new WorkerAction.StartSlot(slot));
        }
        return actions;
    }

    /** How many slots have a process that is ready. */
    int readySlots() {
        return (int) Arrays.stream(slots).filter(s -> s.ready).count();
    }

    /** The attempts whose lease this worker holds. */
    List<AttemptId> running() {
        return List.copyOf(outboxes.keySet());
    }

    List<WorkerAction> slotReady(int slot) {
        slots[slot].ready = true;
        return List.of(new WorkerAction.Beat());
    }

    /** Takes an attempt; empty where it cannot. An attempt that it has already is taken once more, and nothing follows. */
    Optional<List<WorkerAction>> assign(Assign assignment) {
        if (outboxes.containsKey(assignment.attempt())) {
            return Optional.of(List.of());
        }
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].isIdle()) {
                slots[slot].attempt = assignment.attempt();
                outboxes.put(assignment.attempt(), new Outbox());
                return Optional.of(List.of(new WorkerAction.Run(slot, assignment)));
            }
        }
        return Optional.empty();
    }

    List<WorkerAction> slotHappened(int slot, AttemptId attempt, AttemptEvent event) {
        if (event.isEnd() && attempt.equals(slots[slot].attempt)) {
            slots[slot].attempt = null;
            slots[slot].killAt = Long.MAX_VALUE;
        }
        AttemptEvent placed = event instanceof AttemptEvent.Started ? new AttemptEvent.Started(slot) : event;
        return report(attempt, placed);
    }

    List<WorkerAction> slotDied(int slot, String why) {
        AttemptId attempt = slots[slot].attempt;
        slots[slot] = new Slot();
        var actions = new ArrayList<WorkerAction>();
        // First that there is a slot less, so that the attempt's successor is not sent to it.
        actions.add(new WorkerAction.Beat());
        if (attempt != null) {
            actions.addAll(report(attempt, new AttemptEvent.Failed(ErrorCode.SLOT_LOST, why)));
        }
        actions.add(new WorkerAction.StartSlot(slot));
        return actions;
    }

    private List<WorkerAction> report(AttemptId attempt, AttemptEvent event) {
        Outbox outbox = outboxes.get(attempt);
        if (outbox == null || outbox.ended) {
            return List.of();
        }
        outbox.ended = event.isEnd();
        var report = new Report(worker, attempt, ++outbox.sequence, event);
        outbox.unacknowledged.add(report);
        return outbox.unacknowledged.size() == 1 ? List.of(new WorkerAction.Send(report)) : List.of();
    }

    List<WorkerAction> acknowledged(Report report, boolean accepted) {
        Outbox outbox = outboxes.get(report.attempt());
        if (outbox == null || !report.equals(outbox.unacknowledged.peek())) {
            return List.of();
        }
        if (!accepted) {
            return abandon(report.attempt());
        }
        outbox.unacknowledged.remove();
        Report next = outbox.unacknowledged.peek();
        if (next != null) {
            return List.of(new WorkerAction.Send(next));
        }
        if (outbox.ended) {
            outboxes.remove(report.attempt());
        }
        return List.of();
    }

    /** Whether a report that was not answered is still worth sending again. */
    boolean wants(Report report) {
        Outbox outbox = outboxes.get(report.attempt());
        return outbox != null && report.equals(outbox.unacknowledged.peek());
    }

    /** Whether the worker runs the attempt. */
    boolean runs(AttemptId attempt) {
        return Arrays.stream(slots).anyMatch(s -> attempt.equals(s.attempt));
    }

    List<WorkerAction> cancel(AttemptId attempt, long now) {
        for (int slot = 0; slot < slots.length; slot++) {
            if (attempt.equals(slots[slot].attempt)) {
                slots[slot].killAt = Math.min(slots[slot].killAt, now + CANCEL_PATIENCE);
                return List.of(new WorkerAction.CancelOnSlot(slot, attempt));
            }
        }
        return List.of();
    }

    List<WorkerAction> beatAnswered(HeartbeatReply reply, long now) {
        leaseUntil = now + reply.leaseMillis() * 1_000_000;
        var actions = new ArrayList<WorkerAction>();
        reply.abandon().forEach(attempt -> actions.addAll(abandon(attempt)));
        return actions;
    }

    /** Time has gone on: leases that could not be renewed are lost, slots that did not end are ended. */
    List<WorkerAction> tick(long now) {
        var actions = new ArrayList<WorkerAction>();
        if (now - leaseUntil > 0 && leaseUntil != Long.MAX_VALUE) {
            running().forEach(attempt -> actions.addAll(abandon(attempt)));
        }
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].killAt != Long.MAX_VALUE && now - slots[slot].killAt > 0) {
                slots[slot].killAt = Long.MAX_VALUE;
                actions.add(new WorkerAction.KillSlot(slot));
            }
        }
        return actions;
    }

    /** Ends an attempt that is no longer ours; nothing more is said of it. */
    private List<WorkerAction> abandon(AttemptId attempt) {
        outboxes.remove(attempt);
        for (int slot = 0; slot < slots.length; slot++) {
            if (attempt.equals(slots[slot].attempt)) {
                return List.of(new WorkerAction.CancelOnSlot(slot, attempt));
            }
        }
        return List.of();
    }
}
