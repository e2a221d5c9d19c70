package dev.stride.engine.coordinator;

import static dev.stride.engine.experiment.ExperimentsFixture.assigned;
import static dev.stride.engine.experiment.ExperimentsFixture.epoch;
import static dev.stride.engine.experiment.ExperimentsFixture.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.Wire;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.engine.experiment.ExperimentDecider;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.ExperimentsFixture;
import dev.stride.engine.experiment.Trial;
import dev.stride.engine.validation.Look;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialState;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens, what the store has is what the coordinator knew. */
class HistoryTest {

    private static final int STEPS = 120;

    private InMemoryExperimentStore store = new InMemoryExperimentStore();
    private RandomStream random = RandomStream.of(0);
    private long now;

    @Property(tries = 300)
    void theStoredLogFoldsToTheLiveState(@ForAll long seed) {
        store = new InMemoryExperimentStore();
        random = RandomStream.of(seed);
        now = 0;
        StoredExperiment created = created();
        ActiveExperiment live = ActiveExperiment.of(created, Look.of(created.id()), log(created), this::tick, () -> 0);
        for (int step = 0; step < STEPS && !live.ledger().state().isTerminal(); step++) {
            next(live.ledger()).forEach(live::happened);
            ExperimentDecider.end(live.ledger()).ifPresent(live::happened);
            if (random.nextInt(3) == 0) {
                commit(live);
            }
        }
        commit(live);
        assertFolds(live.ledger());
    }

    private void assertFolds(ExperimentLedger live) {
        StoredExperiment kept = store.experiment(live.id()).orElseThrow();
        ExperimentLedger folded =
                ActiveExperiment.load(kept, store, this::tick, () -> 0).ledger();
        assertThat(folded.trials()).isEqualTo(live.trials());
        assertThat(folded.lastEvent()).isEqualTo(live.lastEvent()).isEqualTo(kept.lastEvent());
        assertThat(folded.state()).isEqualTo(live.state()).isEqualTo(kept.state());
        assertThat(folded.stop()).isEqualTo(live.stop());
        assertThat(folded.searchEnded()).isEqualTo(live.searchEnded());
        assertThat(folded.reason()).isEqualTo(live.reason()).isEqualTo(kept.reason());
        for (TrialState state : TrialState.values()) {
            assertThat(folded.in(state)).isEqualTo(live.in(state));
        }
        assertThat(store.trials(live.id())).hasSameSizeAs(live.trials()).allSatisfy(stored -> {
            Trial trial = live.trial(stored.id().number());
            assertThat(stored.state()).isEqualTo(trial.state());
            assertThat(stored.attempt()).isEqualTo(trial.attempt());
            assertThat(stored.epochsDone()).isEqualTo(trial.epochsDone());
            assertThat(stored.objective()).isEqualTo(trial.objective());
            assertThat(stored.endedAt().isPresent()).isEqualTo(trial.state().isTerminal());
            assertThat(store.checkpoints(stored.id())).hasSize(trial.epochsDone());
        });
    }

    /** Something that may happen now; nothing where it may not. */
    private List<ExperimentEvent> next(ExperimentLedger ledger) {
        int kind = random.nextInt(30);
        if (kind < 5 && ledger.searchEnded().isEmpty() && ledger.stop().isEmpty()) {
            return List.of(proposed(ledger.trials().size() + 1));
        } else if (kind == 5 && ledger.searchEnded().isEmpty()) {
            return List.of(new ExperimentEvent.SearchEnded("no more"));
        } else if (kind == 6 && random.nextInt(6) == 0) {
            return ExperimentDecider.stop(ledger, "enough");
        } else if (kind < 13) {
            return pick(ledger, TrialState.WAITING)
                    .filter(trial -> ledger.stop().isEmpty())
                    .map(trial -> List.of(assigned(trial.number(), trial.attempt() + 1)))
                    .orElse(List.of());
        }
        return pick(ledger, TrialState.RUNNING)
                .map(trial -> running(ledger, trial, kind))
                .orElse(List.of());
    }

    private List<ExperimentEvent> running(ExperimentLedger ledger, Trial trial, int kind) {
        return switch (kind) {
            case 13 -> ExperimentDecider.notTaken(ledger, trial, "no slot is free");
            case 14, 15 -> ExperimentDecider.failed(ledger, trial, ErrorCode.WORKER_LOST, "silent");
            default -> ExperimentDecider.heard(ledger, trial.number(), heard(trial, kind));
        };
    }

    private AttemptEvent heard(Trial trial, int kind) {
        return switch (kind) {
            case 16 -> new AttemptEvent.Started(0);
            case 17 -> new AttemptEvent.Finished(new TreeMap<>(Map.of(Metric.TEST_ACCURACY, random.nextDouble())));
            case 18 -> new AttemptEvent.Diverged(1, 1, "the loss became NaN");
            case 19 -> new AttemptEvent.Failed(ErrorCode.SLOT_LOST, "killed");
            case 20 -> new AttemptEvent.Failed(ErrorCode.PLUGIN_FAILED, "a defect");
            case 21 -> new AttemptEvent.Cancelled();
            default ->
                epoch(
                        Math.max(1, trial.epochsDone() + random.nextInt(3)),
                        random.nextInt(9) == 0 ? Double.NaN : random.nextDouble());
        };
    }

    private Optional<Trial> pick(ExperimentLedger ledger, TrialState state) {
        List<Integer> numbers = List.copyOf(ledger.in(state));
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(ledger.trial(numbers.get(random.nextInt(numbers.size()))));
    }

    private void commit(ActiveExperiment live) {
        if (live.wantsCommit()) {
            ActiveExperiment.Commit commit = live.begin();
            store.commit(live.ledger().id(), commit.expected(), commit.batch());
            live.done(commit);
        }
    }

    private StoredExperiment created() {
        var created = new StoredExperiment(
                ExperimentsFixture.ledger().id(),
                "x",
                ExperimentState.RUNNING,
                Wire.write(ExperimentsFixture.spec()),
                "{}",
                Optional.empty(),
                "hash",
                tick(),
                OptionalLong.empty(),
                "",
                1);
        return store.create(created, log(created));
    }

    private static List<StoredEvent> log(StoredExperiment experiment) {
        var accepted = new ExperimentEvent.Accepted(ExperimentsFixture.spec(), "all modules agreed");
        return List.of(new StoredEvent(1, accepted.type(), Wire.write(accepted), experiment.createdAt()));
    }

    private long tick() {
        return ++now;
    }
}
