package dev.stride.engine.experiment;

import static dev.stride.engine.experiment.ExperimentsFixture.assigned;
import static dev.stride.engine.experiment.ExperimentsFixture.epoch;
import static dev.stride.engine.experiment.ExperimentsFixture.ledger;
import static dev.stride.engine.experiment.ExperimentsFixture.proposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.bus.Wire;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.Budget;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.TrialState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExperimentDeciderTest {

    private final ExperimentLedger ledger = ledger();

    @BeforeEach
    void oneTrialRuns() {
        ledger.apply(proposed(1));
        ledger.apply(assigned(1, 1));
    }

    @Test
    void noExperimentHasMoreTrialsThanIsAllowed() {
        var id = ledger.id();
        var minutes = new ExperimentLedger(id, ExperimentsFixture.spec(0, new Budget(0, 30)));
        var more = new ExperimentLedger(id, ExperimentsFixture.spec(0, new Budget(1_000_000, 0)));
        for (int trial = 1; trial <= 10_000; trial++) {
            assertThat(ExperimentDecider.usedUp(minutes)).isEmpty();
            assertThat(ExperimentDecider.usedUp(more)).isEmpty();
            minutes.apply(proposed(trial));
            more.apply(proposed(trial));
        }
        for (ExperimentLedger full : List.of(minutes, more)) {
            assertThat(ExperimentDecider.usedUp(full).orElseThrow().reason())
                    .contains("an experiment has at most 10000 trials");
        }
    }

    @Test
    void theBudgetOfTrialsEndsTheSearch() {
        var two = new ExperimentLedger(ledger.id(), ExperimentsFixture.spec(0, new Budget(2, 0)));
        two.apply(proposed(1));
        assertThat(ExperimentDecider.usedUp(two)).isEmpty();
        two.apply(proposed(2));
        assertThat(ExperimentDecider.usedUp(two).orElseThrow().reason()).contains("the budget of 2 trials is used up");
    }

    @Test
    void anEpochIsRecordedOnce() {
        hear(epoch(1, 0.5));
        assertThat(ledger.trial(1).epochsDone()).isEqualTo(1);
        assertThat(ExperimentDecider.heard(ledger, 1, epoch(1, 0.9))).isEmpty();
        assertThat(ledger.trial(1).objective()).hasValue(0.5);
    }

    @Test
    void theLastEpochsValueCounts() {
        hear(epoch(1, 0.5));
        hear(epoch(2, 0.8));
        hear(epoch(3, 0.7));
        assertThat(ledger.trial(1).objective()).hasValue(0.7);
        hear(epoch(4, Double.NaN));
        assertThat(ledger.trial(1).objective()).isEmpty();
    }

    @Test
    void aLostAttemptGoesOnFromItsCheckpoint() {
        hear(epoch(1, 0.5));
        hear(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.WAITING);
        ledger.apply(assigned(1, 2));
        assertThat(ledger.trial(1).checkpoint())
                .hasValueSatisfying(c -> assertThat(c.epoch()).isEqualTo(1));
        assertThat(ExperimentDecider.isCurrent(ledger, 1, 1)).isFalse();
        assertThat(ExperimentDecider.isCurrent(ledger, 1, 2)).isTrue();
    }

    @Test
    void attemptsAreLostInVainThreeTimesAtMost() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            if (attempt > 1) {
                ledger.apply(assigned(1, attempt));
            }
            hear(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        }
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.FAILED);
        assertThat(ledger.trial(1).reason()).contains("3 attempts").contains("killed");
    }

    @Test
    void anAttemptThatNoWorkerTookCountsAsNone() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            if (attempt > 1) {
                ledger.apply(assigned(1, attempt));
            }
            ExperimentDecider.notTaken(ledger, ledger.trial(1), "no slot is free")
                    .forEach(ledger::apply);
        }
        ledger.apply(assigned(1, 6));
        hear(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.WAITING);
    }

    @Test
    void nothingIsTriedAgainInAnExperimentThatIsBeingStopped() {
        ledger.apply(proposed(2));
        ledger.apply(assigned(2, 1));
        ExperimentDecider.stop(ledger, "enough").forEach(ledger::apply);
        hear(new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        ExperimentDecider.notTaken(ledger, ledger.trial(2), "no slot is free").forEach(ledger::apply);
        assertThat(ledger.in(TrialState.STOPPED)).containsExactly(1, 2);
        assertThat(ExperimentDecider.end(ledger)).isPresent();
    }

    @Test
    void anAttemptThatItsWorkerEndsUnaskedIsTriedAgain() {
        hear(new AttemptEvent.Cancelled());
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.WAITING);
    }

    @Test
    void anEpochBetweenLossesCountsAsProgress() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            if (attempt > 1) {
                ledger.apply(assigned(1, attempt));
            }
            hear(epoch(attempt, 0.5));
            hear(new AttemptEvent.Failed(ErrorCode.WORKER_LOST, "gone"));
        }
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.WAITING);
    }

    @Test
    void anErrorOfTheUserOrADefectEarnsNoSecondAttempt() {
        hear(new AttemptEvent.Failed(ErrorCode.PLUGIN_FAILED, "a defect"));
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.FAILED);
    }

    @Test
    void aDivergedTrialIsNotRetried() {
        hear(new AttemptEvent.Diverged(1, 7, "the loss became NaN in step 7"));
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.DIVERGED);
        assertThat(ledger.trial(1).reason()).contains("step 7");
    }

    @Test
    void whatHasEndedStaysEnded() {
        hear(new AttemptEvent.Finished(new TreeMap<>(Map.of(Metric.TEST_ACCURACY, 0.9))));
        assertThat(ExperimentDecider.heard(ledger, 1, new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "late")))
                .isEmpty();
        long before = ledger.lastEvent();
        assertThatThrownBy(() -> ledger.apply(assigned(1, 2))).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.lastEvent()).isEqualTo(before);
    }

    @Test
    void stoppingEndsWhatWaitsAndLeavesWhatRunsToBeCancelled() {
        ledger.apply(proposed(2));
        ExperimentDecider.stop(ledger, "enough").forEach(ledger::apply);
        assertThat(ledger.trial(2).state()).isEqualTo(TrialState.STOPPED);
        assertThat(ledger.trial(1).state()).isEqualTo(TrialState.RUNNING);
        assertThat(ExperimentDecider.end(ledger)).isEmpty();
        hear(new AttemptEvent.Cancelled());
        ExperimentDecider.end(ledger).ifPresent(ledger::apply);
        assertThat(ledger.state()).isEqualTo(ExperimentState.STOPPED);
        assertThat(ExperimentDecider.stop(ledger, "again")).isEmpty();
    }

    @Test
    void anExperimentEndsWhenItsSearchHasEndedAndNothingIsOpen() {
        ledger.apply(new ExperimentEvent.SearchEnded("all points are proposed"));
        assertThat(ExperimentDecider.end(ledger)).isEmpty();
        hear(new AttemptEvent.Finished(new TreeMap<>()));
        assertThat(ExperimentDecider.end(ledger)).containsInstanceOf(ExperimentEvent.ExperimentEnded.class);
    }

    @Test
    void theLogReplaysToTheSameLedger() {
        var log = new java.util.ArrayList<ExperimentEvent>(List.of(proposed(1), assigned(1, 1)));
        for (AttemptEvent event :
                List.of(epoch(1, 0.4), epoch(2, 0.6), new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "x"))) {
            List<ExperimentEvent> next = ExperimentDecider.heard(ledger, 1, event);
            next.forEach(ledger::apply);
            log.addAll(next);
        }
        var replayed = ledger();
        log.stream()
                .map(event -> Wire.read(Wire.write(event), ExperimentEvent.class))
                .forEach(replayed::apply);
        assertThat(replayed.trials()).isEqualTo(ledger.trials());
        assertThat(replayed.lastEvent()).isEqualTo(ledger.lastEvent());
    }

    private void hear(AttemptEvent event) {
        ExperimentDecider.heard(ledger, 1, event).forEach(ledger::apply);
    }
}
