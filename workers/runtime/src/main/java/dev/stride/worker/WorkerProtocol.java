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

/**
 * The decisions of a worker: which attempt runs on which slot, what is reported and again, and when a lease is lost. It
 * does nothing itself; each event returns the actions that follow from it. It reads no clock: times are given, in
 * nanoseconds of any origin. Reports of an attempt go out one at a time, in order, until acknowledged. For one thread.
 */
final class WorkerProtocol {

    /** Ticks come every two seconds; where none came for so long this process was not running. */
    private static final long PAUSE = 10_000_000_000L;

    private final WorkerKey worker;
    private final SlotState[] slots;
    private final Map<AttemptId, Outbox> outboxes = new LinkedHashMap<>();
    private long leaseUntil = Long.MAX_VALUE;
    private long ticked;

    WorkerProtocol(WorkerKey worker, int slots) {
        this.worker = worker;
        this.slots = new SlotState[slots];
        Arrays.setAll(this.slots, i -> new SlotState());
    }

    private static final class Outbox {
        private final Deque<Report> unacknowledged = new ArrayDeque<>();
        private long sequence;
        private boolean ended;
    }

    List<WorkerAction> start(long now) {
        ticked = now;
        var actions = new ArrayList<WorkerAction>();
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot].starts(now);
            actions.add(new WorkerAction.StartSlot(slot, 0));
        }
        return actions;
    }

    /** How many slots have a process that is ready. */
    int readySlots() {
        return (int) Arrays.stream(slots).filter(SlotState::isReady).count();
    }

    /** What keeps slots from being ready, for people; empty where nothing does, or nothing is known yet. */
    Optional<String> trouble() {
        var lines = new ArrayList<String>();
        for (int slot = 0; slot < slots.length; slot++) {
            int number = slot;
            slots[slot].trouble().ifPresent(why -> lines.add("slot " + number + ": " + why));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    /** The attempts whose lease this worker holds. */
    List<AttemptId> running() {
        return List.copyOf(outboxes.keySet());
    }

    List<WorkerAction> slotReady(int slot, long now) {
        slots[slot].becomesReady(now);
        return List.of(new WorkerAction.Beat());
    }

    /** The slot's process lives, and its attempts have made so many steps in its life. */
    void slotAlive(int slot, long steps, long now) {
        slots[slot].isAlive(steps, now);
    }

    /** Takes an attempt; empty where it cannot. An attempt that it has already is taken once more, and nothing follows. */
    Optional<List<WorkerAction>> assign(Assign assignment, long now) {
        if (outboxes.containsKey(assignment.attempt())) {
            return Optional.of(List.of());
        }
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].isIdle()) {
                slots[slot].takes(assignment.attempt(), now);
                outboxes.put(assignment.attempt(), new Outbox());
                return Optional.of(List.of(new WorkerAction.Run(slot, assignment)));
            }
        }
        return Optional.empty();
    }

    /** Hears of the attempt that the slot runs; what it says of any other counts for nothing. */
    List<WorkerAction> slotHappened(int slot, AttemptId attempt, AttemptEvent event, long now) {
        if (!slots[slot].runs(attempt)) {
            return List.of();
        }
        slots[slot].happened(event.isEnd(), now);
        AttemptEvent placed = event instanceof AttemptEvent.Started ? new AttemptEvent.Started(slot) : event;
        return report(attempt, placed);
    }

    List<WorkerAction> slotDied(int slot, String why, long now) {
        Optional<AttemptId> attempt = slots[slot].attempt();
        String cause = slots[slot].ended(why);
        long delay = slots[slot].delayMillis();
        slots[slot].starts(now + delay * 1_000_000);
        var actions = new ArrayList<WorkerAction>();
        // First that there is a slot less, so that the attempt's successor is not sent to it.
        actions.add(new WorkerAction.Beat());
        attempt.ifPresent(id -> actions.addAll(report(id, new AttemptEvent.Failed(ErrorCode.SLOT_LOST, cause))));
        actions.add(new WorkerAction.StartSlot(slot, delay));
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

    List<WorkerAction> acknowledged(Report report, boolean accepted, long now) {
        Outbox outbox = outboxes.get(report.attempt());
        if (outbox == null || !report.equals(outbox.unacknowledged.peek())) {
            return List.of();
        }
        if (!accepted) {
            return abandon(report.attempt(), now);
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
        return Arrays.stream(slots).anyMatch(s -> s.runs(attempt));
    }

    /** Asks the slot of an attempt to end it; where it does not, its process is ended some time later. */
    List<WorkerAction> cancel(AttemptId attempt, long now) {
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].runs(attempt)) {
                slots[slot].isCancelled(now);
                return List.of(new WorkerAction.CancelOnSlot(slot, attempt));
            }
        }
        return List.of();
    }

    /** @param asked when the beat went out, from which on the leases count: the coordinator counts from later on */
    List<WorkerAction> beatAnswered(HeartbeatReply reply, long asked, long now) {
        leaseUntil = asked + reply.leaseMillis() * 1_000_000;
        var actions = new ArrayList<WorkerAction>();
        reply.abandon().forEach(attempt -> actions.addAll(abandon(attempt, now)));
        return actions;
    }

    /** Time has gone on: leases that could not be renewed are lost, slots that are of no use any more are ended. */
    List<WorkerAction> tick(long now) {
        var actions = new ArrayList<WorkerAction>();
        if (now - leaseUntil > 0 && leaseUntil != Long.MAX_VALUE) {
            running().forEach(attempt -> actions.addAll(abandon(attempt, now)));
        }
        if (now - ticked > PAUSE) {
            Arrays.stream(slots).forEach(slot -> slot.wasNotWatched(now));
        }
        ticked = now;
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot].isToBeGivenUp(now)) {
                actions.add(new WorkerAction.KillSlot(slot));
            }
        }
        return actions;
    }

    /** Ends an attempt that is no longer ours; nothing more is said of it. */
    private List<WorkerAction> abandon(AttemptId attempt, long now) {
        outboxes.remove(attempt);
        return cancel(attempt, now);
    }
}
