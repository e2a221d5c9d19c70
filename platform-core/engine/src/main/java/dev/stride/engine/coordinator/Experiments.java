package dev.stride.engine.coordinator;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.stride.bus.Wire;
import dev.stride.bus.message.DataDescribed;
import dev.stride.engine.comparison.CrossTable;
import dev.stride.engine.comparison.Leaderboard;
import dev.stride.engine.comparison.Yardstick;
import dev.stride.engine.dispatch.Roster;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.validation.ExperimentValidator;
import dev.stride.engine.validation.Look;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ExperimentState;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialPlan;
import dev.stride.network.Network;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** The door to the engine: what people and programs may ask of experiments. May be called from any thread. */
public final class Experiments {

    private final EngineParts parts;
    private final ExperimentValidator validator;
    private final ExperimentCoordinator coordinator;

    public Experiments(EngineParts parts, ExperimentValidator validator, ExperimentCoordinator coordinator) {
        this.parts = parts;
        this.validator = validator;
        this.coordinator = coordinator;
    }

    /** Asks all modules that the experiment names; nothing is stored. */
    public Future<Verdicts> validate(ExperimentSpec spec) {
        return validator.validate(spec);
    }

    /**
     * The experiment that the same request has made before. To be asked before anything is read or validated: what was
     * taken on once is the answer, even where a module is gone or a source has changed since.
     *
     * @return fails with {@code CONFLICT} where the key came with another request
     */
    public Future<Optional<Submission>> repeated(Optional<String> idempotencyKey, String requestHash) {
        return idempotencyKey.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : read(store ->
                        store.madeBy(idempotencyKey.get(), requestHash).map(made -> new Submission(made, false)));
    }

    /**
     * Validates an experiment, stores it and begins it. What a module refuses leaves nothing; what is stored has the files
     * that it starts from beside it, whatever becomes of theirs. These are kept first, so they stay where the store fails.
     *
     * @param idempotencyKey makes a repeated request return the experiment of the first
     * @param requestHash tells a repetition from another request with the same key
     */
    public Future<Submission> submit(ExperimentSpec spec, Optional<String> idempotencyKey, String requestHash) {
        var id = new ExperimentId(UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
        Look look = Look.of(id);
        return validator
                .validate(spec)
                .compose(agreed -> validator.accept(look, spec))
                .compose(verdicts -> {
                    StoredExperiment asked = asked(id, spec, verdicts, idempotencyKey, requestHash);
                    var first = new StoredEvent(
                            1,
                            new ExperimentEvent.Accepted(spec, "").type(),
                            Wire.write(new ExperimentEvent.Accepted(spec, "all modules agreed")),
                            asked.createdAt());
                    return parts.storeThread()
                            .executeBlocking(() -> parts.store().create(asked, List.of(first)), true)
                            .compose(kept -> begun(kept, asked, look, first));
                });
    }

    private Future<Submission> begun(StoredExperiment kept, StoredExperiment asked, Look look, StoredEvent first) {
        boolean created = kept.id().equals(asked.id());
        if (!created) {
            return Future.succeededFuture(new Submission(kept, false));
        }
        return coordinator.call(() -> {
            coordinator.begin(kept, look, List.of(first));
            return Future.succeededFuture(new Submission(kept, true));
        });
    }

    private StoredExperiment asked(
            ExperimentId id,
            ExperimentSpec spec,
            Verdicts verdicts,
            Optional<String> idempotencyKey,
            String requestHash) {
        return new StoredExperiment(
                id,
                spec.name(),
                ExperimentState.RUNNING,
                Wire.write(spec),
                Wire.write(verdicts),
                idempotencyKey,
                requestHash,
                parts.clock().getAsLong(),
                OptionalLong.empty(),
                "",
                1);
    }

    /** Why this engine does not go on with an experiment that has not ended; empty for every other. */
    public Optional<String> trouble(StoredExperiment experiment) {
        return experiment.state().isTerminal()
                ? Optional.empty()
                : coordinator
                        .whyLeft(experiment.id())
                        .map(why -> why.problems().get(0).toString());
    }

    /**
     * Ends an experiment early; false where it has ended already.
     *
     * @return fails with {@code CONFLICT} where it has {@link #trouble}
     */
    public Future<Boolean> stop(ExperimentId id) {
        return coordinator.call(() -> coordinator.stop(id, "stopped by its user"));
    }

    /** Reads from the store. */
    public <T> Future<T> read(Function<ExperimentStore, T> question) {
        return parts.reads().executeBlocking(() -> question.apply(parts.store()), false);
    }

    /**
     * The experiment of an id, of an unambiguous beginning of one, or {@code last}; otherwise the newest of that name.
     *
     * @return fails with {@code NOT_FOUND}, or {@code CONFLICT} where several begin so
     */
    public Future<StoredExperiment> find(String text) {
        return read(store -> {
            String prefix = text.toLowerCase(Locale.ROOT);
            List<StoredExperiment> found = prefix.equals("last")
                    ? store.experiments(Optional.empty(), 1)
                    : prefix.isEmpty() ? List.of() : store.withPrefix(prefix, 2);
            if (found.isEmpty()) {
                return store.newestNamed(text, Optional.empty())
                        .orElseThrow(() -> new PlatformException(
                                ErrorCode.NOT_FOUND, "there is no experiment '" + text + "'", "see 'stride ls'"));
            }
            if (found.size() > 1) {
                throw new PlatformException(
                        ErrorCode.CONFLICT, "several experiments begin with '" + text + "'", "give more of the id");
            }
            return found.get(0);
        });
    }

    /**
     * The leaderboard as it stands.
     *
     * @param metric that is compared; otherwise the objective
     * @param baseline the label of a configuration that the others are held against
     */
    public Future<Leaderboard> leaderboard(
            StoredExperiment experiment, Optional<Metric> metric, Optional<String> baseline) {
        return read(store -> {
            Yardstick yardstick = yardstick(store, experiment, metric);
            List<StoredTrial> trials = store.trials(experiment.id());
            return baseline.map(label -> Leaderboard.against(label, yardstick, trials))
                    .orElseGet(() -> Leaderboard.of(yardstick, trials));
        });
    }

    /**
     * The trials as they stand, by two parameters of the space.
     *
     * @param row path of a parameter, or its last word where that is enough
     * @param column likewise
     * @param metric that is compared; otherwise the objective
     */
    public Future<CrossTable> crossTable(
            StoredExperiment experiment, String row, String column, Optional<Metric> metric) {
        return read(store -> CrossTable.of(
                yardstick(store, experiment, metric),
                store.trials(experiment.id()),
                row,
                column,
                trial -> Wire.read(
                        trial.configuration(), Configuration.class, "the configuration of trial " + trial.id())));
    }

    private static Yardstick yardstick(ExperimentStore store, StoredExperiment experiment, Optional<Metric> metric) {
        return metric.map(m -> Yardstick.of(m, store.measurements(experiment.id(), m, 0, Integer.MAX_VALUE)))
                .orElseGet(() -> Yardstick.of(
                        Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id())
                                .objective()));
    }

    /**
     * The net that a trial trains.
     *
     * @return fails with {@code NOT_FOUND} where the trial was refused before it had one, and with {@code CONFLICT}
     *     where its architecture describes another net by now, as a changed plugin does
     */
    public Future<Network> network(StoredExperiment experiment, StoredTrial trial) {
        if (trial.plan().isEmpty()) {
            return Future.failedFuture(new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "trial " + trial.id().number() + " has no net: " + trial.reason(),
                    "look at another trial"));
        }
        TrialPlan plan = Wire.read(trial.plan(), TrialPlan.class, "the plan of trial " + trial.id());
        return data(experiment, plan).compose(data -> network(trial, plan, data));
    }

    private Future<Network> network(StoredTrial trial, TrialPlan plan, DataDescribed data) {
        return parts.trialValidator()
                .network(plan, data)
                .map(described -> asValidated(described, trial))
                .compose(described -> parts.trialValidator()
                        .trained(
                                plan, described, data.train(), () -> ProposedTrials.source(parts.store(), trial.id())));
    }

    /** The data as it was when the experiment was taken on, unless the trial has a selection of its own. */
    private Future<DataDescribed> data(StoredExperiment experiment, TrialPlan plan) {
        var spec = Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id());
        return plan.data().equals(spec.data())
                ? Future.succeededFuture(Verdicts.of(experiment).data())
                : parts.trialValidator().data(experiment.id(), plan.data());
    }

    private static Network asValidated(Network network, StoredTrial trial) {
        if (!network.hash().equals(trial.networkHash())) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "the architecture describes another net now than trial "
                            + trial.id().number() + " trained: " + network.hash() + ", not " + trial.networkHash(),
                    "put the plugin back as it was");
        }
        return network;
    }

    public Future<List<Roster.Seen>> workers() {
        return coordinator.call(() -> Future.succeededFuture(coordinator.workers()));
    }

    /** Hears of every commit from when the future is done on, on the coordinator's event loop; must be quick. */
    public Future<Boolean> listen(Consumer<ExperimentUpdate> listener) {
        return coordinator.call(() -> {
            coordinator.listen(listener);
            return Future.succeededFuture(true);
        });
    }

    public void unlisten(Consumer<ExperimentUpdate> listener) {
        coordinator.call(() -> {
            coordinator.unlisten(listener);
            return Future.succeededFuture();
        });
    }
}
