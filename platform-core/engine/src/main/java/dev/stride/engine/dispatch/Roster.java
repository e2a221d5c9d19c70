package dev.stride.engine.dispatch;

import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.AttemptId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The workers that were heard of, their slots, and the leases of the attempts on them. It reads no clock: times are
 * given, in nanoseconds of any origin that only goes forward, so a jump of the wall clock ends no lease. For one thread.
 */
public final class Roster {

    /** How long a lease holds without being renewed. */
    public static final long LEASE_MILLIS = 15_000;

    private static final long LEASE = LEASE_MILLIS * 1_000_000;

    private final Map<WorkerKey, Entry> workers = new LinkedHashMap<>();
    private final Map<AttemptId, Lease> leases = new LinkedHashMap<>();

    private record Entry(int slots, String device, Set<String> modules, Optional<String> trouble, long seen) {}

    /** @param until empty while the worker has not been told: its slot is held and no time runs */
    private record Lease(WorkerKey worker, OptionalLong until) {

        static Lease from(WorkerKey worker, long now) {
            return new Lease(worker, OptionalLong.of(now + LEASE));
        }

        boolean isOver(long now) {
            return until.isPresent() && now - until.getAsLong() > 0;
        }
    }

    /**
     * A worker for people.
     *
     * @param trouble what keeps slots of it from being ready
     */
    public record Seen(
            WorkerKey key,
            int slots,
            int busy,
            String device,
            List<String> modules,
            Optional<String> trouble,
            long silentMillis) {}

    /**
     * Hears a worker. Leases of its attempts are renewed, and an earlier life of it ends.
     *
     * @return the attempts that are lost because the worker that had them is gone
     */
    public List<AttemptId> heard(Heartbeat beat, long now) {
        workers.put(
                beat.worker(),
                new Entry(beat.slots(), beat.device(), new TreeSet<>(beat.modules()), beat.trouble(), now));
        for (AttemptId attempt : beat.running()) {
            leases.computeIfPresent(
                    attempt,
                    (id, lease) -> lease.worker().equals(beat.worker()) ? Lease.from(beat.worker(), now) : lease);
        }
        workers.keySet().removeIf(key -> isEarlierLife(key, beat.worker()));
        return lose(lease -> isEarlierLife(lease.worker(), beat.worker()));
    }

    private static boolean isEarlierLife(WorkerKey key, WorkerKey now) {
        return key.id().equals(now.id()) && !key.bootId().equals(now.bootId());
    }

    /** The attempts of a beat that the worker has no lease for. */
    public List<AttemptId> strangers(Heartbeat beat) {
        return beat.running().stream().filter(a -> !holds(beat.worker(), a)).toList();
    }

    /** Whether the worker has the lease of the attempt. */
    public boolean holds(WorkerKey worker, AttemptId attempt) {
        Lease lease = leases.get(attempt);
        return lease != null && lease.worker().equals(worker);
    }

    /** A worker with a free slot and all of the modules, the one with the most free slots. */
    public Optional<WorkerKey> free(Set<String> modules) {
        WorkerKey best = null;
        int most = 0;
        for (Map.Entry<WorkerKey, Entry> worker : workers.entrySet()) {
            int free = worker.getValue().slots() - busy(worker.getKey());
            if (free > most && worker.getValue().modules().containsAll(modules)) {
                best = worker.getKey();
                most = free;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The worker took no attempt though it seemed to have a free slot: it gets none until it is heard again. */
    public void refused(WorkerKey worker) {
        workers.computeIfPresent(
                worker,
                (key, entry) -> new Entry(busy(key), entry.device(), entry.modules(), entry.trouble(), entry.seen()));
    }

    /** Holds a slot for an attempt that the worker is not told of yet, however long that takes. */
    public void reserve(AttemptId attempt, WorkerKey worker) {
        leases.put(attempt, new Lease(worker, OptionalLong.empty()));
    }

    /** Gives a lease. */
    public void lease(AttemptId attempt, WorkerKey worker, long now) {
        leases.put(attempt, Lease.from(worker, now));
    }

    /** Ends a lease. */
    public void release(AttemptId attempt) {
        leases.remove(attempt);
    }

    /** Time has gone on: the attempts whose lease was not renewed are lost, silent workers are forgotten. */
    public List<AttemptId> expire(long now) {
        workers.values().removeIf(entry -> now - entry.seen() > LEASE);
        return lose(lease -> lease.isOver(now));
    }

    private List<AttemptId> lose(java.util.function.Predicate<Lease> isLost) {
        var lost = new ArrayList<AttemptId>();
        leases.forEach((attempt, lease) -> {
            if (isLost.test(lease)) {
                lost.add(attempt);
            }
        });
        lost.forEach(leases::remove);
        return lost;
    }

    private int busy(WorkerKey worker) {
        return (int) leases.values().stream()
                .filter(lease -> lease.worker().equals(worker))
                .count();
    }

    public int slots() {
        return workers.values().stream().mapToInt(Entry::slots).sum();
    }

    /** How many attempts hold a lease. */
    public int leased() {
        return leases.size();
    }

    public List<Seen> workers(long now) {
        var seen = new ArrayList<Seen>();
        workers.forEach((key, entry) -> seen.add(new Seen(
                key,
                entry.slots(),
                busy(key),
                entry.device(),
                List.copyOf(entry.modules()),
                entry.trouble(),
                (now - entry.seen()) / 1_000_000)));
        return seen;
    }
}
