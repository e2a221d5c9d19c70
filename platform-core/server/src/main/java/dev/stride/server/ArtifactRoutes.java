package dev.stride.server;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.engine.export.ExportedWeights;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Checkpoints and exported weights as files: those of trials alone, so no path or hash from outside reaches the disk.
 */
final class ArtifactRoutes {

    private final Experiments experiments;
    private final ArtifactStore artifacts;

    ArtifactRoutes(Experiments experiments, ArtifactStore artifacts) {
        this.experiments = experiments;
        this.artifacts = artifacts;
    }

    List<Operation> operations() {
        String trial = "/api/v1/experiments/{id}/trials/{number}";
        return List.of(
                Operation.get(trial + "/checkpoint", this::checkpoint),
                Operation.get(trial + "/weights", this::weights));
    }

    private void checkpoint(RoutingContext context) {
        send(context, "checkpoint", checkpoint -> checkpoint);
    }

    /** They are an artifact as checkpoints are, and so made once. */
    private void weights(RoutingContext context) {
        send(context, "weights", checkpoint -> artifacts.put(ExportedWeights.of(artifacts.open(checkpoint))));
    }

    private void send(RoutingContext context, String name, UnaryOperator<ArtifactRef> made) {
        Future<String> file = Found.experiment(context, experiments)
                .compose(e -> experiments.read(store ->
                        artifacts.open(made.apply(last(context, store, e))).toString()));
        file.onSuccess(path -> context.response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .putHeader("Content-Disposition", "attachment; filename=\"" + name + ".safetensors\"")
                        .sendFile(path)
                        .onFailure(e -> Problems.send(context, e)))
                .onFailure(e -> Problems.send(context, e));
    }

    private static ArtifactRef last(RoutingContext context, ExperimentStore store, StoredExperiment experiment) {
        List<Checkpoint> checkpoints =
                store.checkpoints(Found.trial(context, store, experiment).id());
        if (checkpoints.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "the trial has no checkpoint yet", "wait for the end of its first epoch");
        }
        return checkpoints.get(checkpoints.size() - 1).artifact();
    }
}
