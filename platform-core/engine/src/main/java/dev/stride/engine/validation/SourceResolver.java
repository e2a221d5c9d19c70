package dev.stride.engine.validation;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.bus.Wire;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import dev.stride.model.TrialState;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the weights that a transfer strategy starts from. Blocks; safe for use by several threads. */
public final class SourceResolver {

    private static final long LARGEST_FILE = 2L << 30;

    private final ExperimentStore store;
    private final ArtifactStore artifacts;

    public SourceResolver(ExperimentStore store, ArtifactStore artifacts) {
        this.store = store;
        this.artifacts = artifacts;
    }

    /** Weights that were found, with the shapes of their tensors. */
    public record Resolved(ArtifactRef artifact, Map<String, List<Integer>> shapes) {}

    /**
     * Finds the source.
     *
     * @throws PlatformException with {@code NOT_FOUND} or {@code INVALID_REQUEST} where there is none
     */
    public Resolved resolve(TransferPlanned.Source source) {
        long given = List.of(source.experiment(), source.trial(), source.file()).stream()
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST,
                    "a source names " + given + " of experiment, trial and file",
                    "give exactly one of them");
        }
        ArtifactRef artifact = source.file().isPresent()
                ? imported(Path.of(source.file().get()))
                : last(source.trial().isPresent() ? trial(source.trial().get()) : best(source));
        return new Resolved(artifact, Safetensors.shapes(artifacts.open(artifact)));
    }

    private ArtifactRef imported(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
                throw new PlatformException(
                        ErrorCode.NOT_FOUND, "there is no file '" + file + "' of at most 2 GiB", "check the path");
            }
            Safetensors.shapes(file);
            return artifacts.put(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "the file '" + file + "' cannot be read", "check its rights", e);
        }
    }

    private StoredTrial trial(String text) {
        TrialId id;
        try {
            id = TrialId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + text + "' is no trial id", "see 'stride trials'", e);
        }
        return store.trial(id)
                .orElseThrow(() ->
                        new PlatformException(ErrorCode.NOT_FOUND, "there is no trial " + text, "see 'stride trials'"));
    }

    private StoredTrial best(TransferPlanned.Source source) {
        String text = source.experiment().orElse("");
        StoredExperiment experiment = Optional.of(text)
                .filter(ExperimentId::isValid)
                .flatMap(valid -> store.experiment(new ExperimentId(valid)))
                .or(() -> newestNamed(text))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "there is no experiment '" + text + "'", "see 'stride ls'"));
        var goal =
                Wire.read(experiment.spec(), ExperimentSpec.class).objective().goal();
        Comparator<StoredTrial> order = (a, b) -> goal.isBetter(
                        a.bestValue().orElse(Double.NaN), b.bestValue().orElse(Double.NaN))
                ? -1
                : goal.isBetter(b.bestValue().orElse(Double.NaN), a.bestValue().orElse(Double.NaN)) ? 1 : 0;
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
                        "let it finish first"));
    }

    private Optional<StoredExperiment> newestNamed(String name) {
        return store.experiments(Optional.empty(), 1_000).stream()
                .filter(e -> e.name().equals(name))
                .findFirst();
    }

    private static String architecture(StoredTrial trial) {
        return Wire.read(trial.plan(), TrialPlan.class).architecture().name();
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
