package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.AttemptId;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerProtocolTest {

    private static final WorkerKey WORKER = new WorkerKey("w", "1");
    private static final long SECOND = 1_000_000_000L;
    private static final long STEPS = 5;

    private final WorkerProtocol protocol = new WorkerProtocol(WORKER, 2);

    @BeforeEach
    void oneSlotIsReady() {
        assertThat(protocol.start(0)).hasSize(2);
        protocol.slotReady(0, 0);
    }

    @Test
    void anAttemptRunsOnAReadySlotAndNoOther() {
        assertThat(protocol.assign(assign(1), 0)).contains(List.of(new WorkerAction.Run(0, assign(1))));
        assertThat(protocol.assign(assign(2), 0)).isEmpty();
        assertThat(protocol.assign(assign(1), 0)).as("the same again").contains(List.of());
    }

    @Test
    void reportsGoOutOneAtATimeInOrder() {
        protocol.assign(assign(1), 0);
        Report first = sent(protocol.slotHappened(0, attempt(1), new AttemptEvent.Started(0), 0));
        assertThat(protocol.slotHappened(0, attempt(1), finished(), 0)).isEmpty();
        assertThat(protocol.wants(first)).isTrue();
        Report second = sent(protocol.acknowledged(first, true, 0));
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(protocol.acknowledged(first, true, 0)).as("a late answer").isEmpty();
        assertThat(protocol.running()).containsExactly(attempt(1));
        protocol.acknowledged(second, true, 0);
        assertThat(protocol.running()).isEmpty();
    }

    @Test
    void aSlotIsFreeAsSoonAsItsAttemptHasEnded() {
        protocol.assign(assign(1), 0);
        protocol.slotHappened(0, attempt(1), finished(), 0);
        assertThat(protocol.assign(assign(2), 0)).isPresent();
    }

    @Test
    void aSlotThatDiesIsReportedAndStartedAnew() {
        protocol.assign(assign(1), 0);
        List<WorkerAction> actions = protocol.slotDied(0, "signal 9", 0);
        assertThat(actions).hasSize(3).first().isInstanceOf(WorkerAction.Beat.class);
        assertThat(sent(actions).event()).isEqualTo(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "signal 9"));
        assertThat(actions).last().isEqualTo(new WorkerAction.StartSlot(0, 0));
        assertThat(protocol.readySlots()).isZero();
    }

    @Test
    void anAttemptThatIsNoLongerOursIsEndedAndForgotten() {
        protocol.assign(assign(1), 0);
        Report report = sent(protocol.slotHappened(0, attempt(1), new AttemptEvent.Started(0), 0));
        assertThat(protocol.acknowledged(report, false, 0))
                .containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        assertThat(protocol.slotHappened(0, attempt(1), new AttemptEvent.Cancelled(), 0))
                .isEmpty();
        assertThat(protocol.assign(assign(2), 0)).isPresent();
    }

    @Test
    void aLeaseThatCannotBeRenewedEndsItsAttempts() {
        protocol.assign(assign(1), 0);
        protocol.beatAnswered(new HeartbeatReply(15_000, List.of()), 0, 3 * SECOND);
        assertThat(protocol.tick(14 * SECOND)).isEmpty();
        assertThat(protocol.tick(16 * SECOND)).containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        assertThat(protocol.running()).isEmpty();
    }

    @Test
    void aSlotThatDoesNotEndACancelledAttemptIsKilled() {
        protocol.assign(assign(1), 0);
        assertThat(protocol.cancel(attempt(1), 0)).containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        protocol.cancel(attempt(1), 20 * SECOND);
        assertThat(killed(0, 0, 60)).containsExactly(31);
    }

    @Test
    void aSlotThatDoesNotEndALostAttemptIsKilledAsWell() {
        protocol.assign(assign(1), 0);
        protocol.beatAnswered(new HeartbeatReply(15_000, List.of(attempt(1))), 0, 0);
        assertThat(killed(0, 0, 60)).containsExactly(31);
        assertThat(protocol.assign(assign(2), 60 * SECOND)).as("it is ending").isEmpty();
    }

    @Test
    void aSlotThatSaysNothingIsKilledAndItsAttemptIsLost() {
        protocol.assign(assign(1), 0);
        assertThat(killed(0, 0, 9)).isEmpty();
        List<WorkerAction> kills = new ArrayList<>();
        for (int second = 10; second <= 25; second++) {
            assertThat(kills).isEmpty();
            kills.addAll(protocol.tick(second * SECOND));
        }
        assertThat(kills).containsExactly(new WorkerAction.KillSlot(0));
        List<WorkerAction> actions = protocol.slotDied(0, "signal 9", 25 * SECOND);
        assertThat(sent(actions).event())
                .isEqualTo(new AttemptEvent.Failed(
                        ErrorCode.SLOT_LOST, "the slot process was ended since it said nothing for 15 s"));
    }

    @Test
    void aSlotThatLivesButMakesNoStepIsKilled() {
        protocol.assign(assign(1), 0);
        protocol.slotAlive(0, STEPS, 10 * SECOND);
        assertThat(killed(0, 10, 2_000)).containsExactly(1_811);
    }

    @Test
    void aSlotWithoutAnAttemptNeedsToMakeNoStep() {
        assertThat(killed(0, 0, 4_000)).isEmpty();
    }

    @Test
    void aSlotThatDoesNotComeUpIsKilled() {
        assertThat(killed(1, 0, 121)).containsExactly(121);
        protocol.slotDied(1, "signal 9", 121 * SECOND);
        assertThat(protocol.trouble())
                .contains("slot 1: the slot process was ended since it was not ready within 120 s");
    }

    @Test
    void aSlotThatDiesAgainAndAgainIsStartedMoreAndMoreSlowlyAndItsTroubleIsTold() {
        assertThat(protocol.trouble()).isEmpty();
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            delays.add(start(protocol.slotDied(1, "code 1", 0)).afterMillis());
        }
        assertThat(delays).containsExactly(0L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
        assertThat(protocol.trouble()).contains("slot 1: code 1 (9 times in a row)");
        protocol.slotReady(1, 0);
        assertThat(protocol.trouble()).isEmpty();
        assertThat(start(protocol.slotDied(1, "code 1", 0)).afterMillis())
                .as("to be ready is not yet to be good")
                .isEqualTo(60_000);
    }

    @Test
    void aSlotThatWasOfUseIsStartedAnewAtOnce() {
        protocol.slotDied(0, "code 1", 0);
        protocol.slotDied(0, "code 1", 0);
        protocol.slotReady(0, 0);
        protocol.assign(assign(1), 0);
        protocol.slotHappened(0, attempt(1), finished(), 0);
        assertThat(start(protocol.slotDied(0, "code 1", 0)).afterMillis()).isZero();
        protocol.slotReady(0, 0);
        protocol.slotAlive(0, 0, 61 * SECOND);
        assertThat(start(protocol.slotDied(0, "code 1", 61 * SECOND)).afterMillis())
                .as("it lived for a minute")
                .isZero();
    }

    @Test
    void timeBeforeADelayedStartIsNotCountedAgainstIt() {
        for (int i = 0; i < 8; i++) {
            protocol.slotDied(1, "code 1", 0);
        }
        assertThat(killed(1, 0, 200)).containsExactly(181);
    }

    @Test
    void whatASlotSaysOfAnotherOnesAttemptCountsForNothing() {
        protocol.slotReady(1, 0);
        protocol.assign(assign(1), 0);
        assertThat(protocol.slotHappened(1, attempt(1), finished(), 0)).isEmpty();
        assertThat(protocol.running()).containsExactly(attempt(1));
        assertThat(sent(protocol.slotHappened(0, attempt(1), finished(), 0)).event())
                .isEqualTo(finished());
    }

    @Test
    void aPauseOfTheWorkerIsNoSilenceOfItsSlots() {
        assertThat(killed(0, 0, 10)).isEmpty();
        assertThat(protocol.tick(600 * SECOND)).isEmpty();
        assertThat(killed(0, 600, 700)).isEmpty();
    }

    /** The seconds in which the slot is to be killed, where both processes beat each second but make no step. */
    private List<Integer> killed(int slot, int from, int to) {
        var seconds = new ArrayList<Integer>();
        for (int second = from; second <= to; second++) {
            protocol.slotAlive(0, STEPS, second * SECOND);
            protocol.slotAlive(1, STEPS, second * SECOND);
            if (protocol.tick(second * SECOND).contains(new WorkerAction.KillSlot(slot))) {
                seconds.add(second);
            }
        }
        return seconds;
    }

    private static WorkerAction.StartSlot start(List<WorkerAction> actions) {
        return (WorkerAction.StartSlot) actions.get(actions.size() - 1);
    }

    private static Report sent(List<WorkerAction> actions) {
        return actions.stream()
                .filter(WorkerAction.Send.class::isInstance)
                .map(a -> ((WorkerAction.Send) a).report())
                .findFirst()
                .orElseThrow();
    }

    private static AttemptEvent finished() {
        return new AttemptEvent.Finished(new TreeMap<>());
    }

    private static AttemptId attempt(int trial) {
        return new AttemptId(new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), trial), 1);
    }

    private static Assign assign(int trial) {
        var plan = new TrialPlan(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "synthetic"), 0.1, 1, 0),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "lenet-5"),
                List.of(),
                ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                new Optimizer.Sgd(0.1, 0.9, true, 0),
                new Schedule.Constant(),
                new TrainingSettings(1, 8, 0, 0),
                1);
        return new Assign(attempt(trial), plan, "n", "d", Optional.empty(), Optional.empty());
    }
}
