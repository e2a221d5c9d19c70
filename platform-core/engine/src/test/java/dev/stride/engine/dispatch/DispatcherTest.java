package dev.stride.engine.dispatch;

import static dev.stride.engine.experiment.ExperimentsFixture.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.message.Heartbeat;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.ExperimentsFixture;
import dev.stride.model.AttemptId;
import dev.stride.model.ExperimentId;
import dev.stride.model.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final List<String> MODULES =
            List.of("architecture/lenet-5", "dataset/synthetic", "transfer/from-scratch");

    private final Roster roster = new Roster();

    @Test
    void trialsGoByTheirNumbersAsLongAsSlotsAreFree() {
        hear(2);
        ExperimentLedger ledger = experiment("1", 0, 3);
        assertThat(assignAll(ledger)).containsExactly("1/1", "1/2");
    }

    @Test
    void nothingGoesToAWorkerThatLacksAModule() {
        roster.heard(new Heartbeat(WORKER, 2, "cpu", List.of("architecture/lenet-5"), List.of(), Optional.empty()), 0);
        assertThat(assignAll(experiment("1", 0, 1))).isEmpty();
    }

    @Test
    void experimentsTakeTurns() {
        hear(4);
        assertThat(assignAll(experiment("1", 0, 4), experiment("2", 0, 4))).containsExactly("1/1", "2/1", "1/2", "2/2");
    }

    @Test
    void noMoreTrialsRunThanTheExperimentWantsInParallel() {
        hear(4);
        assertThat(assignAll(experiment("1", 1, 4))).containsExactly("1/1");
    }

    @Test
    void anExperimentThatIsBeingStoppedGetsNothing() {
        hear(4);
        ExperimentLedger ledger = experiment("1", 0, 2);
        ledger.apply(new ExperimentEvent.StopRequested("enough"));
        assertThat(assignAll(ledger)).isEmpty();
    }

    private void hear(int slots) {
        roster.heard(new Heartbeat(WORKER, slots, "cpu", MODULES, List.of(), Optional.empty()), 0);
    }

    private static ExperimentLedger experiment(String digit, int parallel, int trials) {
        var id = new ExperimentId("01arz3ndektsv4rrffq69g5fa" + digit);
        var ledger = new ExperimentLedger(id, ExperimentsFixture.spec(parallel));
        for (int trial = 1; trial <= trials; trial++) {
            ledger.apply(ExperimentsFixture.proposed(trial));
        }
        return ledger;
    }

    /** Carries choices out until there is none. */
    private List<String> assignAll(ExperimentLedger... ledgers) {
        var assigned = new ArrayList<String>();
        var next = Dispatcher.next(List.of(ledgers), roster);
        while (next.isPresent()) {
            ExperimentLedger ledger = next.get().experiment();
            int trial = next.get().trial().number();
            ledger.apply(ExperimentsFixture.assigned(trial, 1));
            roster.lease(
                    new AttemptId(new TrialId(ledger.id(), trial), 1),
                    next.get().worker(),
                    0);
            String id = ledger.id().value();
            assigned.add(id.charAt(id.length() - 1) + "/" + trial);
            next = Dispatcher.next(List.of(ledgers), roster);
        }
        return assigned;
    }
}
