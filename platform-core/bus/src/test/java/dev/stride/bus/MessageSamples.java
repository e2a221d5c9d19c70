package dev.stride.bus;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AssignReply;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.message.AugmentationChecked;
import dev.stride.bus.message.Cancel;
import dev.stride.bus.message.CancelReply;
import dev.stride.bus.message.CheckAugmentation;
import dev.stride.bus.message.CheckSearch;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.DescribeData;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.bus.message.DescribePublished;
import dev.stride.bus.message.Heartbeat;
import dev.stride.bus.message.HeartbeatReply;
import dev.stride.bus.message.NetworkDescribed;
import dev.stride.bus.message.PlanTransfer;
import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.Report;
import dev.stride.bus.message.ReportReply;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.bus.message.WorkerKey;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.bus.slot.SlotReport;
import dev.stride.model.ArtifactRef;
import dev.stride.model.AttemptId;
import dev.stride.model.Budget;
import dev.stride.model.Checkpoint;
import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterDomain.Scale;
import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import dev.stride.model.Schedule;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import dev.stride.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One of each message and of each record that is stored as it is, with a value in every component. */
final class MessageSamples {

    private static final AttemptId ATTEMPT =
            new AttemptId(new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), 7), 2);
    private static final WorkerKey WORKER = new WorkerKey("local", "b1");
    private static final ArtifactRef ARTIFACT = new ArtifactRef("ab".repeat(32), 12);
    private static final Network NETWORK = NetworkMetadataTest.net();
    private static final ParameterValue.Fields PARAMETERS = ParameterValue.Fields.of(Map.of(
            "text", ParameterValue.of("t"),
            "flag", ParameterValue.of(true),
            "whole", ParameterValue.of(3),
            "real", ParameterValue.of(3.0),
            "items", new ParameterValue.Items(List.of(ParameterValue.of(1), ParameterValue.of(0.5))),
            "fields", ParameterValue.Fields.of(Map.of("inner", ParameterValue.of(-1)))));
    private static final DataSelection DATA =
            new DataSelection(new ModuleRef(ModuleKind.DATASET, "mnist", PARAMETERS), 0.1, 1, 100);
    private static final TrainingSettings TRAINING = new TrainingSettings(6, 128, 0.1, 1.5, OptionalInt.of(4));
    private static final SearchSpace SPACE = new SearchSpace(List.of(
            parameter("rate", new ParameterDomain.Real(0.01, 0.2, Scale.LOG)),
            parameter("depth", new ParameterDomain.Whole(2, 8, 2, Scale.LINEAR)),
            parameter("pool", new ParameterDomain.Categorical(List.of(ParameterValue.of("max")))),
            parameter("batch", new ParameterDomain.Ordinal(List.of(ParameterValue.of(32), ParameterValue.of(64)))),
            parameter("seed", new ParameterDomain.Fixed(ParameterValue.of(1))),
            parameter(
                    "architecture",
                    new ParameterDomain.Choice(List.of(new ParameterDomain.Option(
                            "lenet-5",
                            new SearchSpace(List.of(
                                    parameter("width", new ParameterDomain.Fixed(ParameterValue.of(0.5)))))))))));

    private MessageSamples() {}

    static List<Object> all() {
        var assign =
                new Assign(ATTEMPT, plan(), "n", "d", Optional.of(new Checkpoint(3, ARTIFACT)), Optional.of(ARTIFACT));
        var source = new PlanTransfer.Source(Map.of("conv.weight", List.of(4, 3, 3, 3)), Optional.of(NETWORK));
        var origin = new TransferPlanned.Source(
                Optional.of("last"),
                Optional.of("best"),
                Optional.of("w.safetensors"),
                Optional.of("resnet-8"),
                Optional.of("torchvision"));
        var published =
                new PublishedDescribed.Published(NETWORK, Map.of("features.0", "conv"), Optional.of("resnet-8"));
        var started = new AttemptEvent.Started(1);
        return List.of(
                assign,
                new AssignReply("no slot is free"),
                started,
                AttemptEvent.EpochCompleted.of(
                        4,
                        Map.of(Metric.TRAIN_LOSS, 0.25, Metric.VALIDATION_ACCURACY, 1.0),
                        new Checkpoint(4, ARTIFACT),
                        1.5,
                        5_400),
                new AttemptEvent.Finished(new TreeMap<>(Map.of(Metric.TEST_ACCURACY, 0.98, Metric.TEST_LOSS, 0.1))),
                new AttemptEvent.Diverged(2, 17, "the loss became NaN"),
                new AttemptEvent.Failed(ErrorCode.OUT_OF_MEMORY, "no room"),
                new AttemptEvent.Cancelled(),
                new AugmentationChecked(PARAMETERS, Optional.of(true)),
                new Cancel(ATTEMPT),
                new CancelReply(true),
                new CheckAugmentation(PARAMETERS, new ImageShape(3, 32, 32)),
                new CheckSearch(PARAMETERS, SPACE),
                new DataDescribed(
                        new ImageShape(1, 28, 28),
                        List.of("zero", "one"),
                        900,
                        100,
                        200,
                        List.of(0.1),
                        List.of(0.2),
                        "cd".repeat(32),
                        List.of("a remark")),
                new DescribeData(DATA),
                new DescribeNetwork("resnet-8", PARAMETERS, new ImageShape(1, 28, 28), 10, List.of(0.1), List.of(0.2)),
                new DescribePublished("resnet-8", PARAMETERS, OptionalInt.of(10)),
                new Heartbeat(
                        WORKER, 2, "cpu thread", List.of("dataset/mnist"), List.of(ATTEMPT), Optional.of("trouble")),
                new HeartbeatReply(15_000, List.of(ATTEMPT)),
                new NetworkDescribed(NETWORK),
                new PlanTransfer(PARAMETERS, NETWORK, Optional.of(source), OptionalInt.of(900)),
                source,
                published,
                new PublishedDescribed(Map.of("torchvision", published)),
                new Report(WORKER, ATTEMPT, 3, started),
                new ReportReply(true),
                new SearchChecked(OptionalLong.of(27)),
                new TransferPlanned(
                        Optional.of(origin), List.of("conv"), List.of("conv"), "features stay", Optional.of(NETWORK)),
                origin,
                WORKER,
                new SlotCommand.Run(assign),
                new SlotCommand.Cancel(ATTEMPT),
                new SlotReport.Ready(4_321, "PyTorch"),
                new SlotReport.Alive(1_234),
                new SlotReport.Happened(ATTEMPT, started),
                new Bus.Failure(ErrorCode.MISFIT, List.of(new Problem("a.b", "wrong", "mend it"))),
                spec(),
                plan(),
                new TrialPlan(
                        DATA,
                        ModuleRef.of(ModuleKind.ARCHITECTURE, "lenet-5"),
                        List.of(),
                        ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                        new Optimizer.AdamW(0.001, 0.9, 0.999, 1e-8, 0.01, Optional.of(Optimizer.Decay.ALL)),
                        new Schedule.Constant(),
                        TRAINING,
                        4),
                new TrialPlan(
                        DATA,
                        ModuleRef.of(ModuleKind.ARCHITECTURE, "lenet-5"),
                        List.of(),
                        ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                        new Optimizer.Sgd(0.1, 0.9, false, 1e-4, Optional.of(Optimizer.Decay.ALL)),
                        new Schedule.Step(List.of(0.5, 0.75), 0.1, 0.01),
                        TRAINING,
                        4),
                Configuration.of(Map.of("architecture", ParameterValue.of("lenet-5"), "seed", ParameterValue.of(1))),
                NETWORK);
    }

    private static ExperimentSpec spec() {
        return new ExperimentSpec(
                "classics",
                DATA,
                Objective.VALIDATION_ACCURACY,
                TRAINING,
                SPACE,
                new ModuleRef(ModuleKind.SEARCH, "random", PARAMETERS),
                new Budget(20, 1.5),
                2,
                9);
    }

    private static TrialPlan plan() {
        return new TrialPlan(
                DATA,
                new ModuleRef(ModuleKind.ARCHITECTURE, "resnet", PARAMETERS),
                List.of(ModuleRef.of(ModuleKind.AUGMENTATION, "mirror")),
                ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                new Optimizer.Sgd(0.1, 0.9, true, 5e-4, Optional.of(Optimizer.Decay.ALL)),
                new Schedule.Cosine(0.1),
                TRAINING,
                3);
    }

    private static SearchSpace.Parameter parameter(String name, ParameterDomain domain) {
        return new SearchSpace.Parameter(name, domain);
    }
}
