package dev.stride.engine.experiment;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.WorkerKey;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Budget;
import dev.stride.model.Checkpoint;
import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.Schedule;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An experiment to decide about. */
public final class ExperimentsFixture {

    public static final WorkerKey WORKER = new WorkerKey("w", "boot");
    public static final int EPOCHS = 3;

    private ExperimentsFixture() {}

    public static ExperimentLedger ledger() {
        return new ExperimentLedger(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), spec());
    }

    public static ExperimentSpec spec() {
        return spec(0);
    }

    public static ExperimentSpec spec(int parallel) {
        return spec(parallel, Budget.UNLIMITED);
    }

    public static ExperimentSpec spec(int parallel, Budget budget) {
        return new ExperimentSpec(
                "x",
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "synthetic"), 0.1, 1, 0),
                Objective.VALIDATION_ACCURACY,
                new TrainingSettings(EPOCHS, 32, 0, 0, OptionalInt.of(4)),
                SearchSpace.EMPTY,
                ModuleRef.of(ModuleKind.SEARCH, "grid"),
                budget,
                parallel,
                1);
    }

    public static ExperimentEvent proposed(int trial) {
        var plan = new TrialPlan(
                spec().data(),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "lenet-5"),
                List.of(),
                ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                new Optimizer.Sgd(0.1, 0.9, true, 0, Optional.of(Optimizer.Decay.ALL)),
                new Schedule.Constant(),
                spec().training(),
                trial);
        return new ExperimentEvent.TrialProposed(
                trial,
                Configuration.of(Map.of("seed", ParameterValue.of(trial))),
                "lenet-5",
                new ExperimentEvent.Prepared(plan, "n", "d", Optional.empty(), 61_706, 416_520),
                "point " + trial);
    }

    public static ExperimentEvent assigned(int trial, int attempt) {
        return new ExperimentEvent.AttemptAssigned(trial, attempt, WORKER, "starts");
    }

    public static AttemptEvent.EpochCompleted epoch(int epoch, double accuracy) {
        var checkpoint = new Checkpoint(epoch, new ArtifactRef("ab".repeat(32), epoch));
        return AttemptEvent.EpochCompleted.of(epoch, Map.of(Metric.VALIDATION_ACCURACY, accuracy), checkpoint, 1, 100);
    }
}
