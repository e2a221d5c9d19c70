package dev.stride.server;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
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

    void mount(Router router) {
        router.get("/api/v1/experiments/:id/trials/:number/checkpoint").handler(this::checkpoint);
    }

    private void checkpoint(RoutingContext context) {
        Future<String> file = experiments
                .find(context.pathParam("id"))
                .compose(e -> experiments.read(store -> artifacts
                        .open(last(store, e, context.pathParam("number")))
                        .toString()));
        file.onSuccess(path -> context.response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .putHeader("Content-Disposition", "attachment; filename=\"checkpoint.safetensors\"")
                        .sendFile(path)
                        .onFailure(e -> Problems.send(context, e)))
                .onFailure(e -> Problems.send(context, e));
    }

    private static ArtifactRef last(ExperimentStore store, StoredExperiment experiment, String number) {
        List<Checkpoint> checkpoints = number.matches("[1-9]\\d{0,8}")
                ? store.checkpoints(new TrialId(experiment.id(), Integer.parseInt(number)))
                : List.of();
        if (checkpoints.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "there is no checkpoint of such a trial", "see 'stride trials'");
        }
        return checkpoints.get(checkpoints.size() - 1).artifact();
    }
}
