package dev.stride.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.AttemptId;
import dev.stride.model.ExperimentId;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final WorkerKey WORKER = new WorkerKey("w", "1");
    private static final Set<String> MODULES = Set.of("architecture/lenet-5");

    private Roster roster = new Roster();

    @Test
    void aWorkerWithoutTheModulesGetsNothing() {
        hear(WORKER, 2, 0);
        assertThat(roster.free(Set.of("architecture/other"))).isEmpty();
        assertThat(roster.free(MODULES)).contains(WORKER);
    }

    @Test
    void slotsAreGivenOnce() {
        hear(WORKER, 1, 0);
        roster.lease(attempt(1), WORKER, 0);
        assertThat(roster.free(MODULES)).isEmpty();
        roster.release(attempt(1));
        assertThat(roster.free(MODULES)).contains(WORKER);
    }

    @Test
    void aLeaseThatIsRenewedHoldsAndOneThatIsNotIsLost() {
        hear(WORKER, 2, 0);
        roster.lease(attempt(1), WORKER, 0);
        roster.lease(attempt(2), WORKER, 0);
        hear(WORKER, 2, 10 * SECOND, attempt(1));
        assertThat(roster.expire(16 * SECOND)).containsExactly(attempt(2));
        assertThat(roster.holds(WORKER, attempt(1))).isTrue();
        assertThat(roster.expire(26 * SECOND)).containsExactly(attempt(1));
    }

    @Test
    void aWorkerThatComesBackInAnotherLifeLosesWhatItHad() {
        hear(WORKER, 2, 0);
        roster.lease(attempt(1), WORKER, 0);
        assertThat(hear(new WorkerKey("w", "2"), 2, SECOND)).containsExactly(attempt(1));
        assertThat(roster.slots()).isEqualTo(2);
    }

    @Test
    void attemptsThatAWorkerHasNoLeaseForAreStrangers() {
        hear(WORKER, 2, 0);
        roster.lease(attempt(1), WORKER, 0);
        var beat = new Heartbeat(WORKER, 2, "cpu", List.of(), List.of(attempt(1), attempt(9)), Optional.empty());
        assertThat(roster.strangers(beat)).containsExactly(attempt(9));
    }

    @Test
    void aWorkersTroubleIsShownUntilItSaysNoMoreOfIt() {
        var beat = new Heartbeat(WORKER, 1, "cpu", List.of(), List.of(), Optional.of("slot 0: ended with code 1"));
        roster.heard(beat, 0);
        roster.refused(WORKER);
        assertThat(roster.workers(0))
                .singleElement()
                .extracting(Roster.Seen::trouble)
                .isEqualTo(Optional.of("slot 0: ended with code 1"));
        hear(WORKER, 1, 0);
        assertThat(roster.workers(0)).singleElement().matches(w -> w.trouble().isEmpty());
    }

    @Test
    void aWorkerThatRefusedGetsNothingUntilItIsHeardAgain() {
        hear(WORKER, 2, 0);
        roster.refused(WORKER);
        assertThat(roster.free(MODULES)).isEmpty();
        hear(WORKER, 2, SECOND);
        assertThat(roster.free(MODULES)).contains(WORKER);
    }

    /** Whatever happens, no worker has more leases than slots, and no attempt has two. */
    @Property(tries = 200)
    void slotsAreNeverOverAllocated(@ForAll long seed) {
        roster = new Roster();
        var random = RandomStream.of(seed);
        var open = new ArrayList<AttemptId>();
        long now = 0;
        for (int step = 1; step < 200; step++) {
            now += random.nextInt(3) * SECOND;
            switch (random.nextInt(4)) {
                case 0 -> open.removeAll(hear(WORKER, 3, now, open.toArray(AttemptId[]::new)));
                case 1 -> {
                    int number = step;
                    long at = now;
                    roster.free(MODULES).ifPresent(worker -> {
                        roster.lease(attempt(number), worker, at);
                        open.add(attempt(number));
                    });
                }
                case 2 -> open.removeAll(roster.expire(now));
                default -> {
                    if (!open.isEmpty()) {
                        roster.release(open.remove(random.nextInt(open.size())));
                    }
                }
            }
            assertThat(roster.leased()).isEqualTo(open.size()).isLessThanOrEqualTo(3);
        }
    }

    private List<AttemptId> hear(WorkerKey worker, int slots, long now, AttemptId... running) {
        return roster.heard(
                new Heartbeat(worker, slots, "cpu", List.copyOf(MODULES), List.of(running), Optional.empty()), now);
    }

    private static AttemptId attempt(int trial) {
        return new AttemptId(new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), trial), 1);
    }
}
