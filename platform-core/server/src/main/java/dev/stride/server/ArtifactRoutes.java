package dev.stride.server;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Checkpoints as files: those of trials alone, so no path or hash from outside reaches the disk. */
final class ArtifactRoutes {

    private final Experiments experiments;
    private final ArtifactStore artifacts;

    ArtifactRoutes(Experiments experiments, ArtifactStore artifacts) {
        this.experiments = experiments;
        this.artifacts = artifacts;
    }

    List<Operation> operations() {
        return List.of(Operation.get("/api/v1/experiments/{id}/trials/{number}/checkpoint", this::checkpoint));
    }

    private void checkpoint(RoutingContext context) {
        Future<String> file =
                Found.experiment(context, experiments).compose(e -> experiments.read(store -> file(context, store, e)));
        file.onSuccess(path -> context.response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .putHeader("Content-Disposition", "attachment; filename=\"checkpoint.safetensors\"")
                        .sendFile(path)
                        .onFailure(e -> Problems.send(context, e)))
                .onFailure(e -> Problems.send(context, e));
    }

    private String file(RoutingContext context, ExperimentStore store, StoredExperiment experiment) {
        List<Checkpoint> checkpoints =
                store.checkpoints(Found.trial(context, store, experiment).id());
        if (checkpoints.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "the trial has no checkpoint yet", "wait for the end of its first epoch");
        }
        return artifacts
                .open(checkpoints.get(checkpoints.size() - 1).artifact())
                .toString();
    }
}
