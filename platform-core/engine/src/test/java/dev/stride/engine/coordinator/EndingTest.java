package dev.stride.engine.coordinator;

import static dev.stride.engine.experiment.ExperimentsFixture.epoch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.AttemptId;
import dev.stride.model.Budget;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialState;
import dev.stride.store.Batch;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every experiment ends, whatever happens to its attempts, its search and its coordinator. */
class EndingTest {

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
        store.release();
        engine.close();
    }

    @Test
    void aSlotThatIsLostWhileItsExperimentIsBeingStoppedEndsIt() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        assertThat(RunningEngine.await(engine.experiments.stop(id))).isTrue();
        engine.report(attempt, new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed"));
        assertEnds(id, ExperimentState.STOPPED);
        assertThat(store.trials(id)).extracting(StoredTrial::state).containsOnly(TrialState.STOPPED);
    }

    @Test
    void aWorkerThatFallsSilentWhileItsExperimentIsBeingStoppedEndsIt() throws Exception {
        ExperimentId id = engine.submit(3);
        running();
        RunningEngine.await(engine.experiments.stop(id));
        engine.advance(Duration.ofSeconds(20));
        assertEnds(id, ExperimentState.STOPPED);
    }

    @Test
    void aCoordinatorThatStartsAgainCancelsWhatItsUserHadStopped() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        RunningEngine.await(engine.experiments.stop(id));
        engine.close();
        engine = new RunningEngine(store, folder).start();
        engine.beat(1, attempt);
        assertThat(engine.nextCancelled()).isEqualTo(attempt);
        engine.report(attempt, new AttemptEvent.Cancelled());
        assertEnds(id, ExperimentState.STOPPED);
    }

    @Test
    void workersAreHeardOnlyOnceTheExperimentsAreLoaded() throws Exception {
        engine.submit(3);
        AttemptId attempt = running();
        engine.close();
        engine = new RunningEngine(store, folder);
        var early = new AtomicReference<Future<Boolean>>();
        store.whenLoading(() -> {
            early.set(engine.reporting(attempt, epoch(1, 0.5)));
            await().until(() -> early.get().isComplete());
        });
        engine.start();
        assertThat(early.get().failed())
                .as("not refused: the worker sends it again")
                .isTrue();
        assertThat(engine.report(attempt, epoch(1, 0.5))).isTrue();
    }

    @Test
    void whoStopsAnExperimentWhoseEndIsBeingWrittenHearsThatItHasEnded() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        awaitSearchEnded(id);
        store.hold();
        Future<Boolean> finished = engine.finishing(attempt);
        store.awaitHeld();
        Future<Boolean> stopped = engine.experiments.stop(id);
        Future<Boolean> again = engine.finishing(attempt);
        engine.beat(1);
        store.release();
        assertThat(RunningEngine.await(stopped)).isFalse();
        assertThat(RunningEngine.await(finished)).isTrue();
        assertThat(RunningEngine.await(again)).isTrue();
        assertEnds(id, ExperimentState.COMPLETED);
    }

    @Test
    void anAttemptThatNoWorkerWasToldOfYetIsNotLostWhileTheStoreIsAway() throws Exception {
        ExperimentId id = engine.submit(3);
        await().until(() -> !store.trials(id).isEmpty());
        store.hold();
        engine.beat(1);
        store.awaitHeld();
        engine.advance(Duration.ofMinutes(1));
        await().until(() -> RunningEngine.await(engine.experiments.workers()).isEmpty());
        store.release();
        assertThat(engine.report(engine.nextAssignment().attempt(), epoch(1, 0.5)))
                .isTrue();
        assertThat(store.events(id, 0, 100)).noneMatch(e -> e.type().equals("attempt-lost"));
    }

    @Test
    void aWorkerKeepsTheEndOfAnAttemptUntilItIsOnDisk() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        awaitSearchEnded(id);
        store.hold();
        Future<Boolean> finished = engine.finishing(attempt);
        store.awaitHeld();
        assertThat(engine.beat(1, attempt).abandon()).isEmpty();
        store.release();
        assertThat(RunningEngine.await(finished)).isTrue();
        assertThat(engine.beat(1, attempt).abandon())
                .as("its reports are of no use any more")
                .containsExactly(attempt);
    }

    @Test
    void anExperimentThatAnotherCoordinatorLeadsIsLeftAndNobodyWaitsForIt() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        awaitSearchEnded(id);
        store.refuse(ErrorCode.CONFLICT);
        Future<Boolean> report = engine.reporting(attempt, epoch(1, 0.5));
        assertThatThrownBy(() -> RunningEngine.await(report))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("led by another coordinator");
        assertIsLeft(id, "led by another coordinator");
    }

    @Test
    void anExperimentWhoseCommitIsRefusedForGoodIsLeftAndThoseWhoWaitHearWhy() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        awaitSearchEnded(id);
        store.refuse(ErrorCode.DEFECT);
        Future<Boolean> report = engine.reporting(attempt, epoch(1, 0.5));
        assertThatThrownBy(() -> RunningEngine.await(report))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("refused for the test");
        assertIsLeft(id, "refused for the test");
    }

    @Test
    void theGaugesOfTrialsGoWithTheExperimentThatIsLeft() throws Exception {
        ExperimentId id = engine.submit(3);
        AttemptId attempt = running();
        awaitSearchEnded(id);
        engine.report(attempt, epoch(1, 0.5));
        assertThat(engine.meters().scrape()).contains("experiment=\"" + id + "\"");
        store.refuse(ErrorCode.DEFECT);
        Future<Boolean> report = engine.reporting(attempt, epoch(2, 0.5));
        assertThatThrownBy(() -> RunningEngine.await(report)).isInstanceOf(ExecutionException.class);
        engine.meters().scrape();
        engine.meters().scrape();
        assertThat(engine.meters().scrape()).doesNotContain("experiment=\"" + id + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"trial- | it ends too early",
                "{\"type\":\"trial-paused\"} | the type 'trial-paused' is not known",
                "{\"type\":\"attempt-lost\",\"trial\":9,\"attempt\":1,\"code\":\"SLOT_LOST\",\"charged\":true,\"reason\":\"\"}"
                        + " | cannot follow those before it: there is no trial 9",
            })
    void anExperimentWhoseLogCannotBeReadIsLeftAsItIsAndAllOthersGoOn(String body, String why) throws Exception {
        ExperimentId unreadable = engine.submit(3);
        AttemptId attempt = running();
        ExperimentId other = engine.submit(3);
        awaitSearchEnded(unreadable);
        engine.close();
        append(unreadable, body);
        List<StoredEvent> log = store.events(unreadable, 0, 100);
        engine = new RunningEngine(store, folder).start();
        assertThat(engine.report(attempt, epoch(1, 0.5))).isFalse();
        engine.finish(running());
        assertEnds(other, ExperimentState.COMPLETED);
        assertThat(store.events(unreadable, 0, 100)).isEqualTo(log);
        assertIsLeft(unreadable, "event " + log.size() + " of experiment " + unreadable);
        assertIsLeft(unreadable, why);
    }

    @Test
    void aStoreThatIsAwayIsNoReasonToLeaveAnExperiment() throws Exception {
        ExperimentId id = engine.submit(3);
        engine.close();
        store.whenReadingEvents(() -> {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the connection is broken", "wait");
        });
        engine = new RunningEngine(store, folder);
        assertThatThrownBy(() -> engine.start()).hasMessageContaining("the connection is broken");
        store.whenReadingEvents(() -> {});
        engine.close();
        engine = new RunningEngine(store, folder).start();
        engine.finish(running());
        assertEnds(id, ExperimentState.COMPLETED);
    }

    private void append(ExperimentId id, String body) {
        StoredExperiment kept = store.experiment(id).orElseThrow();
        store.commit(
                id,
                kept.lastEvent(),
                new Batch(
                        List.of(new StoredEvent(kept.lastEvent() + 1, "trial-paused", body, 2_000)),
                        List.of(),
                        List.of(),
                        List.of(),
                        kept.state(),
                        kept.endedAt(),
                        kept.reason()));
    }

    private void assertIsLeft(ExperimentId id, String why) {
        assertThat(engine.experiments.trouble(store.experiment(id).orElseThrow()))
                .hasValueSatisfying(trouble -> assertThat(trouble).contains(why));
        assertThatThrownBy(() -> RunningEngine.await(engine.experiments.stop(id)))
                .cause()
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(why);
    }

    @Test
    void aListenerThatFailsHoldsNothingUp() throws Exception {
        RunningEngine.await(engine.experiments.listen(update -> {
            throw new IllegalStateException("a defect of a listener");
        }));
        ExperimentId id = engine.submit(3);
        engine.finish(running());
        assertEnds(id, ExperimentState.COMPLETED);
    }

    @Test
    void aBudgetOfTimeGoesByAClockThatOnlyGoesForward() throws Exception {
        ExperimentId id = engine.submit(RunningEngine.spec(new Budget(0, 1), false, 3, 5));
        running();
        engine.advance(Duration.ofSeconds(61));
        assertEnds(id, ExperimentState.STOPPED);
        assertThat(store.experiment(id).orElseThrow().reason()).contains("1.0 minutes");
    }

    @Test
    void timeInWhichNoCoordinatorRanIsNoneOfTheBudget() throws Exception {
        ExperimentId id = engine.submit(RunningEngine.spec(new Budget(0, 0.8), false, 3));
        AttemptId attempt = running();
        engine.advance(Duration.ofSeconds(12));
        engine.report(attempt, epoch(1, 0.5));
        startAgainAfter(Duration.ofDays(1));
        engine.beat(1, attempt);
        engine.advance(Duration.ofSeconds(12));
        engine.report(attempt, epoch(2, 0.5));
        startAgainAfter(Duration.ofDays(2));
        engine.beat(1, attempt);
        // Leases are looked at together with budgets.
        engine.advance(Duration.ofSeconds(20));
        await().until(() -> hasHappened(id, "attempt-lost"));
        assertThat(hasHappened(id, "stop-requested"))
                .as("after 44 of 48 seconds")
                .isFalse();
        engine.advance(Duration.ofSeconds(6));
        await().until(() -> hasHappened(id, "stop-requested"));
    }

    @Test
    void aBudgetBelowTheProposalsEndsTheSearch() throws Exception {
        ExperimentId id = engine.submit(RunningEngine.spec(new Budget(1, 0), false, 3, 5));
        engine.finish(running());
        assertEnds(id, ExperimentState.COMPLETED);
        assertThat(store.trials(id)).hasSize(1);
    }

    @Test
    void anExperimentWhoseEveryTrialFailsSaysSo() throws Exception {
        ExperimentId id = engine.submit(3);
        engine.report(running(), new AttemptEvent.Failed(ErrorCode.PLUGIN_FAILED, "a defect"));
        assertEnds(id, ExperimentState.COMPLETED);
        assertThat(store.experiment(id).orElseThrow().reason()).contains("no trial was completed");
    }

    @Test
    void aSearchThatWaitsIsAskedAgainOnlyWhenSomethingHasHappened() throws Exception {
        ExperimentId id = engine.submit(RunningEngine.spec(Budget.UNLIMITED, true, 3, 5));
        AttemptId first = running();
        for (int beat = 0; beat < 20; beat++) {
            engine.beat(1, first);
        }
        assertThat(engine.proposals())
                .isLessThanOrEqualTo(store.events(id, 0, 100).size());
        engine.finish(first);
        AttemptId second = engine.nextAssignment().attempt();
        assertThat(second.trial().number()).isEqualTo(2);
        engine.finish(second);
        assertEnds(id, ExperimentState.COMPLETED);
    }

    @Test
    void aSearchThatFailsEndsAndWhatItProposedIsRunToItsEnd() throws Exception {
        ExperimentId id = engine.submit(3, (int) TinyPlugin.UNPROPOSABLE_UNITS);
        engine.finish(running());
        assertEnds(id, ExperimentState.COMPLETED);
        assertThat(store.experiment(id).orElseThrow().reason()).contains("the search 'listed' failed");
        assertThat(store.trials(id)).extracting(StoredTrial::state).containsExactly(TrialState.COMPLETED);
    }

    @Test
    void aConfigurationThatAModuleBreaksOnIsInfeasible() throws Exception {
        ExperimentId id = engine.submit((int) TinyPlugin.BROKEN_UNITS, 3);
        AttemptId attempt = running();
        assertThat(attempt.trial().number()).isEqualTo(2);
        engine.finish(attempt);
        assertEnds(id, ExperimentState.COMPLETED);
        assertThat(store.trials(id).get(0).state()).isEqualTo(TrialState.INFEASIBLE);
    }

    /** The first attempt that a worker with one slot is given. */
    private AttemptId running() throws Exception {
        engine.beat(1);
        return engine.nextAssignment().attempt();
    }

    /** From then on nothing is written but what is reported. */
    private void awaitSearchEnded(ExperimentId id) {
        await().until(() -> hasHappened(id, "search-ended"));
    }

    private void startAgainAfter(Duration sinceTheFirst) throws Exception {
        engine.close();
        engine = new RunningEngine(store, folder, sinceTheFirst).start();
    }

    private boolean hasHappened(ExperimentId id, String type) {
        return store.events(id, 0, 100).stream().anyMatch(e -> e.type().equals(type));
    }

    private void assertEnds(ExperimentId id, ExperimentState state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.experiment(id).orElseThrow().state() == state);
    }
}
