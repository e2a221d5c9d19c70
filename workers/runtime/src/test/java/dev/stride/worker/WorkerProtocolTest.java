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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerProtocolTest {

    private static final WorkerKey WORKER = new WorkerKey("w", "1");
    private static final long SECOND = 1_000_000_000L;

    private final WorkerProtocol protocol = new WorkerProtocol(WORKER, 2);

    @BeforeEach
    void oneSlotIsReady() {
        assertThat(protocol.start()).hasSize(2);
        protocol.slotReady(0);
    }

    @Test
    void anAttemptRunsOnAReadySlotAndNoOther() {
        assertThat(protocol.assign(assign(1))).contains(List.of(new WorkerAction.Run(0, assign(1))));
        assertThat(protocol.assign(assign(2))).isEmpty();
        assertThat(protocol.assign(assign(1))).as("the same again").contains(List.of());
    }

    @Test
    void reportsGoOutOneAtATimeInOrder() {
        protocol.assign(assign(1));
        Report first = sent(protocol.slotHappened(0, attempt(1), new AttemptEvent.Started(0)));
        assertThat(protocol.slotHappened(0, attempt(1), finished())).isEmpty();
        assertThat(protocol.wants(first)).isTrue();
        Report second = sent(protocol.acknowledged(first, true));
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(protocol.acknowledged(first, true)).as("a late answer").isEmpty();
        assertThat(protocol.running()).containsExactly(attempt(1));
        protocol.acknowledged(second, true);
        assertThat(protocol.running()).isEmpty();
    }

    @Test
    void aSlotIsFreeAsSoonAsItsAttemptHasEnded() {
        protocol.assign(assign(1));
        protocol.slotHappened(0, attempt(1), finished());
        assertThat(protocol.assign(assign(2))).isPresent();
    }

    @Test
    void aSlotThatDiesIsReportedAndStartedAnew() {
        protocol.assign(assign(1));
        List<WorkerAction> actions = protocol.slotDied(0, "signal 9");
        assertThat(actions).hasSize(3).first().isInstanceOf(WorkerAction.Beat.class);
        assertThat(sent(actions).event()).isEqualTo(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "signal 9"));
        assertThat(actions).last().isEqualTo(new WorkerAction.StartSlot(0));
        assertThat(protocol.readySlots()).isZero();
    }

    @Test
    void anAttemptThatIsNoLongerOursIsEndedAndForgotten() {
        protocol.assign(assign(1));
        Report report = sent(protocol.slotHappened(0, attempt(1), new AttemptEvent.Started(0)));
        assertThat(protocol.acknowledged(report, false)).containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        assertThat(protocol.slotHappened(0, attempt(1), new AttemptEvent.Cancelled()))
                .isEmpty();
        assertThat(protocol.assign(assign(2))).isPresent();
    }

    @Test
    void aLeaseThatCannotBeRenewedEndsItsAttempts() {
        protocol.assign(assign(1));
        protocol.beatAnswered(new HeartbeatReply(15_000, List.of()), 0);
        assertThat(protocol.tick(14 * SECOND)).isEmpty();
        assertThat(protocol.tick(16 * SECOND)).containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        assertThat(protocol.running()).isEmpty();
    }

    @Test
    void aSlotThatDoesNotEndACancelledAttemptIsKilled() {
        protocol.assign(assign(1));
        assertThat(protocol.cancel(attempt(1), 0)).containsExactly(new WorkerAction.CancelOnSlot(0, attempt(1)));
        assertThat(protocol.tick(29 * SECOND)).isEmpty();
        assertThat(protocol.tick(31 * SECOND)).containsExactly(new WorkerAction.KillSlot(0));
        assertThat(protocol.tick(40 * SECOND)).isEmpty();
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
