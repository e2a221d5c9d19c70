package dev.stride.engine.validation;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.ConvertedWeights;
import dev.stride.artifacts.Safetensors;
import dev.stride.bus.NetworkMetadata;
import dev.stride.bus.Wire;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import dev.stride.model.TrialState;
import dev.stride.network.Network;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the weights that a transfer strategy starts from. Blocks; safe for use by several threads. */
public final class SourceResolver {

    private final ExperimentStore store;
    private final ArtifactStore artifacts;

    public SourceResolver(ExperimentStore store, ArtifactStore artifacts) {
        this.store = store;
        this.artifacts = artifacts;
    }

    /**
     * Weights that were found.
     *
     * @param shapes of their tensors by name
     * @param network that they were trained in; empty for a file that does not tell
     */
    public record Resolved(ArtifactRef artifact, Map<String, List<Integer>> shapes, Optional<Network> network) {}

    /**
     * Finds the source. Only what has ended is one: whatever else it names would be other weights a moment later. A file
     * is kept where an experiment asks, and only looked at otherwise.
     *
     * @param asking the experiment that starts from it, so that a name means no later one, nor itself; empty where there
     *     is none yet
     * @throws PlatformException with {@code NOT_FOUND} or {@code INVALID_REQUEST} where there is none, with
     *     {@code CONFLICT} for an experiment or trial that has not ended, with {@code DATA_INVALID} or {@code TOO_LARGE}
     *     for a file that holds no weights or too many
     */
    public Resolved resolve(TransferPlanned.Source source, Optional<ExperimentId> asking) {
        long given = List.of(source.experiment(), source.trial(), source.file()).stream()
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "a source names " + given + " of experiment, trial and file",
                    "give exactly one of them");
        }
        return source.file().isPresent()
                ? take(SourceFile.open(source.file().get()).asItIs(), asking)
                : read(last(source.trial().isPresent() ? trial(source.trial().get()) : best(source, asking)));
    }

    /**
     * What a source meant when the experiment was taken on, which it means to all of its trials; empty where there is no
     * such experiment yet, or the source was not looked at then.
     *
     * @param named the architecture whose names its tensors get, where they have others
     * @throws PlatformException with {@code CORRUPT} where the experiment's verdicts cannot be read
     */
    Optional<Resolved> accepted(ExperimentId asking, TransferPlanned.Source source, Optional<ModuleRef> named) {
        return store.experiment(asking)
                .flatMap(experiment -> Verdicts.of(experiment).sources())
                .flatMap(found ->
                        found.stream().filter(f -> f.isFor(source, named)).findFirst())
                .map(found -> read(found.artifact()));
    }

    /** Weights that were found before. */
    Resolved read(ArtifactRef artifact) {
        Path weights = artifacts.open(artifact);
        return new Resolved(artifact, Safetensors.shapes(weights), NetworkMetadata.read(Safetensors.metadata(weights)));
    }

    /** What is only looked at is read, and leaves nothing: it may be refused. */
    Resolved take(ConvertedWeights weights, Optional<ExperimentId> asking) {
        return asking.isPresent()
                ? read(artifacts.put(weights))
                : new Resolved(
                        ArtifactStore.nameOf(weights), weights.shapes(), NetworkMetadata.read(weights.metadata()));
    }

    private StoredTrial trial(String text) {
        TrialId id;
        try {
            id = TrialId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + text + "' is no trial id", "see 'stride trials'", e);
        }
        StoredTrial trial = store.trial(id)
                .orElseThrow(() ->
                        new PlatformException(ErrorCode.NOT_FOUND, "there is no trial " + text, "see 'stride trials'"));
        if (!trial.state().isTerminal()) {
            throw new PlatformException(
                    ErrorCode.CONFLICT, "trial " + text + " has not ended", "wait for it, or name one that has ended");
        }
        return trial;
    }

    private StoredTrial best(TransferPlanned.Source source, Optional<ExperimentId> asking) {
        String text = source.experiment().orElse("");
        StoredExperiment experiment = Optional.of(text)
                .filter(ExperimentId::isValid)
                .flatMap(valid -> store.experiment(new ExperimentId(valid)))
                .or(() -> store.newestNamed(text, asking))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "there is no experiment '" + text + "'", "see 'stride ls'"));
        if (!experiment.state().isTerminal()) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "experiment '" + text + "' has not ended, so its best trial is not known",
                    "wait for it, give the id of one that has ended, or name a trial that has as 'trial'");
        }
        var goal = Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id())
                .objective()
                .goal();
        Comparator<StoredTrial> order = (a, b) -> goal.isBetter(
                        a.objective().orElse(Double.NaN), b.objective().orElse(Double.NaN))
                ? -1
                : goal.isBetter(b.objective().orElse(Double.NaN), a.objective().orElse(Double.NaN)) ? 1 : 0;
        return store.trials(experiment.id()).stream()
                .filter(t -> t.state() == TrialState.COMPLETED)
                .filter(t -> source.architecture()
                        .map(wanted -> architecture(t).equals(wanted))
                        .orElse(true))
                .min(order)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND,
                        "experiment '" + text + "' has no completed trial"
                                + source.architecture().map(a -> " of " + a).orElse(""),
                        "choose another source"));
    }

    private static String architecture(StoredTrial trial) {
        return Wire.read(trial.plan(), TrialPlan.class, "the plan of trial " + trial.id())
                .architecture()
                .name();
    }

    private ArtifactRef last(StoredTrial trial) {
        List<Checkpoint> checkpoints = store.checkpoints(trial.id());
        if (checkpoints.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "trial " + trial.id() + " has no checkpoint", "choose another source");
        }
        return checkpoints.get(checkpoints.size() - 1).artifact();
    }
}
