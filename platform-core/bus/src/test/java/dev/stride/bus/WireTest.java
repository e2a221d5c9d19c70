package dev.stride.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.bus.slot.SlotReport;
import dev.stride.model.ArtifactRef;
import dev.stride.model.AttemptId;
import dev.stride.model.Checkpoint;
import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentId;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.Schedule;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialId;
import dev.stride.model.TrialPlan;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final TrialId TRIAL = new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), 7);

    @Test
    void anAssignmentComesBackEqual() {
        var assign = new Assign(
                new AttemptId(TRIAL, 2),
                plan(),
                "n",
                "d",
                Optional.of(new Checkpoint(3, new ArtifactRef("ab".repeat(32), 12))),
                Optional.empty());
        assertThat(Wire.read(Wire.write(assign), Assign.class)).isEqualTo(assign);
    }

    @Test
    void aSealedValueNamesItsRecord() {
        String json = Wire.write(new SlotReport.Happened(new AttemptId(TRIAL, 2), new AttemptEvent.Started(1)));
        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"happened\",\"attempt\":{\"trial\":\"01arz3ndektsv4rrffq69g5fav-7\",\"number\":2},"
                                + "\"event\":{\"type\":\"started\",\"slot\":1}}");
        assertThat(Wire.read(json, SlotReport.class)).isInstanceOf(SlotReport.Happened.class);
    }

    @Test
    void measurementsComeBackEqual() {
        AttemptEvent event = AttemptEvent.EpochCompleted.of(
                1,
                Map.of(Metric.TRAIN_LOSS, 0.25, Metric.VALIDATION_ACCURACY, 1.0),
                new Checkpoint(1, new ArtifactRef("cd".repeat(32), 5)),
                1.5,
                5400);
        assertThat(Wire.read(Wire.write(event), AttemptEvent.class)).isEqualTo(event);
    }

    @Test
    void aConfigurationIsAPlainObjectThatKeepsWholeAndRealApart() {
        var configuration =
                Configuration.of(Map.of("seed", ParameterValue.of(1), "optimizer.sgd.rate", ParameterValue.of(1.0)));
        assertThat(Wire.write(configuration)).isEqualTo("{\"optimizer.sgd.rate\":1.0,\"seed\":1}");
        assertThat(Wire.read(Wire.write(configuration), Configuration.class)).isEqualTo(configuration);
    }

    @Test
    void aSearchSpaceComesBackEqual() {
        var space = new SearchSpace(List.of(new SearchSpace.Parameter(
                "architecture",
                new ParameterDomain.Choice(List.of(new ParameterDomain.Option(
                        "lenet-5",
                        new SearchSpace(List.of(new SearchSpace.Parameter(
                                "width", new ParameterDomain.Real(0.5, 2, ParameterDomain.Scale.LOG))))))))));
        assertThat(Wire.read(Wire.write(space), SearchSpace.class)).isEqualTo(space);
    }

    @Test
    void aNetworkComesBackEqual() {
        var network = new Network(
                "n",
                Initialiser.HE,
                List.of(
                        new Node(
                                "input",
                                "input",
                                new Layer.Input(
                                        new ImageShape(1, 8, 8),
                                        Layer.ChannelOrder.GREY,
                                        1.0 / 255,
                                        List.of(0.5),
                                        List.of(0.25)),
                                List.of()),
                        new Node("flat", "head", new Layer.Flatten(), List.of("input"))));
        assertThat(Wire.read(Wire.write(network), Network.class)).isEqualTo(network);
    }

    private static TrialPlan plan() {
        var fields = new TreeMap<String, ParameterValue>();
        fields.put("depth", ParameterValue.of(8));
        return new TrialPlan(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "mnist"), 0.1, 1, 0),
                new ModuleRef(ModuleKind.ARCHITECTURE, "resnet", new ParameterValue.Fields(fields)),
                List.of(ModuleRef.of(ModuleKind.AUGMENTATION, "mirror")),
                ModuleRef.of(ModuleKind.TRANSFER, "from-scratch"),
                new Optimizer.Sgd(0.1, 0.9, true, 5e-4),
                new Schedule.Cosine(0.1),
                new TrainingSettings(6, 128, 0.1, 1),
                3);
    }
}
