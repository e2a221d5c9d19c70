package dev.stride.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.message.Assign;
import dev.stride.model.Budget;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.network.Node;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferredTrialTest {

    @TempDir
    private Path folder;

    /** Of the 20 images 18 are learned from. */
    @Test
    void aTrialShowsTheNetThatItsStrategyTrainsAndWhy() throws Exception {
        ExperimentStore store = new InMemoryExperimentStore();
        try (RunningEngine engine = new RunningEngine(store, folder).start()) {
            var id = engine.submit(RunningEngine.spec(Budget.UNLIMITED, search(weights())));
            engine.beat(1);
            Assign assigned = engine.nextAssignment();
            StoredExperiment experiment = store.experiment(id).orElseThrow();
            StoredTrial trial = store.trial(assigned.attempt().trial()).orElseThrow();
            Files.delete(weights());
            Network network = RunningEngine.await(engine.experiments().network(experiment, trial));
            assertThat(network.nodes().stream().map(Node::name)).containsExactly("input", "flatten", "fc", "logits");
            assertThat(trial.parameters()).isEqualTo(network.parameters());
            assertThat(trial.multiplies())
                    .isEqualTo(NetworkTable.of(network).totals().multiplies());
            assertThat(store.events(id, 0, 100))
                    .filteredOn(event -> event.type().equals("trial-proposed"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.body()).contains("number 1; [w] for 18 images"));
        }
    }

    private Path weights() throws IOException {
        Path file = folder.resolve("net.safetensors");
        return Files.exists(file)
                ? file
                : Files.write(
                        file,
                        new Safetensors(new TreeMap<>(), List.of(new Tensor("w", List.of(1), new float[1]))).write());
    }

    private static ModuleRef search(Path weights) {
        return new ModuleRef(
                ModuleKind.SEARCH,
                "listed",
                ParameterValue.Fields.of(Map.of(
                        "units",
                        new ParameterValue.Items(List.of(ParameterValue.of(4))),
                        "cut",
                        ParameterValue.of(weights.toString()))));
    }
}
