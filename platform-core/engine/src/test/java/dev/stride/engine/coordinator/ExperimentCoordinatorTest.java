package dev.stride.engine.coordinator;

import static dev.stride.engine.experiment.ExperimentsFixture.epoch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.AttemptId;
import dev.stride.model.Budget;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.TrialState;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCoordinatorTest {

    private final FaultyStore store = new FaultyStore();
    private RunningEngine engine;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        engine = new RunningEngine(store, folder).start();
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
    }

    @Test
    void anExperimentIsFoundByItsIdTheBeginningOfOneAndItsName() throws Exception {
        ExperimentId older = engine.submit(3);
        ExperimentId newer = engine.submit(4);
        assertThat(found("last")).isEqualTo(newer);
        assertThat(found(older.toString())).isEqualTo(older);
        assertThat(found("tiny")).isEqualTo(newer);
        assertThatThrownBy(() -> found("")).hasMessageContaining("there is no experiment ''");
        assertThatThrownBy(() -> found("other")).hasMessageContaining("there is no experiment 'other'");
    }

    private ExperimentId found(String text) throws Exception {
        return RunningEngine.await(engine.experiments.find(text)).id();
    }

    @Test
    void anExperimentGoesThroughItsTrialsToItsEnd() throws Exception {
        ExperimentId id = engine.submit(3, 5);
        engine.beat(1);
        AttemptId first = engine.nextAssignment().attempt();
        assertThat(first.trial().number()).isEqualTo(1);
        assertThat(engine.report(first, epoch(1, 0.5))).isTrue();
        assertThat(engine.report(first, epoch(2, 0.75))).isTrue();
        engine.finish(first);
        AttemptId second = engine.nextAssignment().attempt();
        assertThat(second.trial().number()).isEqualTo(2);
        engine.finish(second);
        awaitState(id, ExperimentState.COMPLETED);
        assertThat(store.trials(id)).extracting(StoredTrial::state).containsOnly(TrialState.COMPLETED);
        assertThat(store.trials(id).get(0).objective()).hasValue(0.75);
        assertThat(store.checkpoints(first.trial())).hasSize(2);
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsOnDisk() throws Exception {
        engine.submit(3);
        engine.beat(1);
        AttemptId attempt = engine.nextAssignment().attempt();
        store.hold();
        Future<Boolean> acknowledged = engine.reporting(attempt, epoch(1, 0.5));
        store.awaitHeld();
        engine.beat(1, attempt);
        engine.beat(1, attempt);
        assertThat(acknowledged.isComplete()).isFalse();
        store.release();
        assertThat(RunningEngine.await(acknowledged)).isTrue();
        assertThat(store.measurements(attempt.trial())).hasSize(1);
    }

    @Test
    void noAttemptIsSentBeforeItIsOnDisk() throws Exception {
        ExperimentId id = engine.submit(3);
        await().until(() -> store.trials(id).size() == 1);
        store.hold();
        engine.beat(1);
        store.awaitHeld();
        engine.beat(1);
        engine.beat(1);
        assertThat(engine.hasAssignment()).isFalse();
        store.release();
        assertThat(engine.nextAssignment().attempt().number()).isEqualTo(1);
    }

    @Test
    void aReportThatComesAgainIsAcknowledgedAndChangesNothing() throws Exception {
        ExperimentId id = engine.submit(3, 5);
        engine.beat(1);
        AttemptId attempt = engine.nextAssignment().attempt();
        engine.report(attempt, epoch(1, 0.5));
        assertThat(engine.report(attempt, epoch(1, 0.9))).isTrue();
        engine.finish(attempt);
        assertThat(engine.report(attempt, epoch(2, 0.9))).isTrue();
        assertThat(engine.finish(attempt)).isTrue();
        engine.finish(engine.nextAssignment().attempt());
        awaitState(id, ExperimentState.COMPLETED);
        assertThat(engine.finish(attempt)).as("once the experiment has ended").isFalse();
        assertThat(store.events(id, 0, 100))
                .extracting(StoredEvent::type)
                .filteredOn(type -> type.equals("epoch-recorded") || type.equals("trial-ended"))
                .containsExactly("epoch-recorded", "trial-ended", "trial-ended");
        assertThat(store.measurements(attempt.trial()))
                .filteredOn(m -> m.metric().equals(Metric.VALIDATION_ACCURACY))
                .singleElement()
                .satisfies(m -> assertThat(m.value()).isEqualTo(0.5));
    }

    @Test
    void anAttemptWhoseWorkerFallsSilentGoesOnElsewhereAndItsReportsAreRefused() throws Exception {
        engine.submit(3);
        engine.beat(1);
        Assign first = engine.nextAssignment();
        Checkpoint checkpoint = epoch(1, 0.5).checkpoint();
        engine.report(first.attempt(), epoch(1, 0.5));
        engine.advance(Duration.ofSeconds(20));
        await().until(() -> RunningEngine.await(engine.experiments.workers()).isEmpty());
        assertThat(engine.report(first.attempt(), epoch(2, 0.6))).isFalse();
        assertThat(engine.beat(1, first.attempt()).abandon()).containsExactly(first.attempt());
        Assign second = engine.nextAssignment();
        assertThat(second.attempt().number()).isEqualTo(2);
        assertThat(second.resume()).contains(checkpoint);
        assertThat(engine.report(first.attempt(), epoch(2, 0.6))).isFalse();
        assertThat(engine.report(second.attempt(), epoch(2, 0.7))).isTrue();
    }

    @Test
    void aStoreThatBreaksBeforeAndAfterCommitsLosesAndDoublesNothing() throws Exception {
        ExperimentId id = engine.submit(3);
        engine.beat(1);
        AttemptId attempt = engine.nextAssignment().attempt();
        store.failBefore(1);
        assertThat(engine.report(attempt, epoch(1, 0.5))).isTrue();
        store.failAfter(1);
        assertThat(engine.report(attempt, epoch(2, 0.6))).isTrue();
        assertThat(store.hasFailed()).isTrue();
        engine.finish(attempt);
        awaitState(id, ExperimentState.COMPLETED);
        List<StoredEvent> log = store.events(id, 0, 100);
        assertThat(log)
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(log).filteredOn(e -> e.type().equals("epoch-recorded")).hasSize(2);
    }

    @Test
    void aCoordinatorThatStartsAgainGoesOnWithTheAttemptsThatRun() throws Exception {
        ExperimentId id = engine.submit(3, 5);
        engine.beat(1);
        AttemptId attempt = engine.nextAssignment().attempt();
        engine.report(attempt, epoch(1, 0.5));
        engine.close();
        engine = new RunningEngine(store, folder).start();
        assertThat(engine.beat(1, attempt).abandon()).isEmpty();
        assertThat(engine.report(attempt, epoch(2, 0.6))).isTrue();
        engine.finish(attempt);
        AttemptId second = engine.nextAssignment().attempt();
        assertThat(second.trial().number()).isEqualTo(2);
        engine.finish(second);
        awaitState(id, ExperimentState.COMPLETED);
        assertThat(store.trials(id)).extracting(StoredTrial::attempt).containsOnly(1);
    }

    @Test
    void stoppingCancelsWhatRunsAndEndsWhatWaits() throws Exception {
        ExperimentId id = engine.submit(3, 5);
        engine.beat(1);
        AttemptId attempt = engine.nextAssignment().attempt();
        await().until(() -> store.trials(id).size() == 2);
        assertThat(RunningEngine.await(engine.experiments.stop(id))).isTrue();
        assertThat(engine.nextCancelled()).isEqualTo(attempt);
        engine.report(attempt, new AttemptEvent.Cancelled());
        awaitState(id, ExperimentState.STOPPED);
        assertThat(store.trials(id)).extracting(StoredTrial::state).containsOnly(TrialState.STOPPED);
        assertThat(RunningEngine.await(engine.experiments.stop(id))).isFalse();
    }

    @Test
    void aConfigurationThatAModuleRefusesIsInfeasibleAndNeverRuns() throws Exception {
        ExperimentId id = engine.submit(3, (int) TinyPlugin.REFUSED_UNITS, 5);
        engine.beat(3);
        assertThat(engine.nextAssignment().attempt().trial().number()).isEqualTo(1);
        assertThat(engine.nextAssignment().attempt().trial().number()).isEqualTo(3);
        assertThat(store.trials(id).get(1).state()).isEqualTo(TrialState.INFEASIBLE);
        assertThat(store.trials(id).get(1).reason()).contains("13 units bring bad luck");
        assertThat(engine.hasAssignment()).isFalse();
    }

    @Test
    void searchesThatHangHoldUpNoOther() throws Exception {
        engine.beat(2);
        for (int hung = 0; hung < 3; hung++) {
            engine.submit(searchedBy("hanging"));
        }
        ExperimentId other = engine.submit(searchedBy("twice"));
        assertThat(engine.nextAssignment().attempt().trial().experiment()).isEqualTo(other);
    }

    private static ExperimentSpec searchedBy(String search) {
        return RunningEngine.spec(Budget.UNLIMITED, ModuleRef.of(ModuleKind.SEARCH, search));
    }

    @Test
    void lossesAreRetriedDefectsAreNot() throws Exception {
        ExperimentId id = engine.submit(3, 5);
        engine.beat(1);
        AttemptId first = engine.nextAssignment().attempt();
        engine.report(first, new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        AttemptId again = engine.nextAssignment().attempt();
        assertThat(again.trial()).isEqualTo(first.trial());
        assertThat(again.number()).isEqualTo(2);
        engine.report(again, new AttemptEvent.Failed(ErrorCode.PLUGIN_FAILED, "a defect"));
        assertThat(engine.nextAssignment().attempt().trial().number()).isEqualTo(2);
        assertThat(store.trials(id).get(0).state()).isEqualTo(TrialState.FAILED);
    }

    private void awaitState(ExperimentId id, ExperimentState state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.experiment(id).orElseThrow().state() == state);
    }
}
