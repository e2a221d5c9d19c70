package dev.stride.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.message.Assign;
import dev.stride.model.ArtifactRef;
import dev.stride.model.AttemptId;
import dev.stride.model.Budget;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void whatIsRefusedOrOnlyLookedAtLeavesNoFileBehind() throws Exception {
        try (RunningEngine engine = new RunningEngine(new InMemoryExperimentStore(), folder).start()) {
            RunningEngine.await(engine.experiments().validate(cut(4)));
            assertThat(kept()).isEmpty();
            assertThatThrownBy(() -> engine.submit(cut(TinyPlugin.REFUSED_UNITS)))
                    .hasMessageContaining("bad luck");
            assertThat(kept()).isEmpty();
        }
    }

    @Test
    void whatIsTakenOnStartsFromTheFileAsItWasThen() throws Exception {
        ExperimentStore store = new InMemoryExperimentStore();
        try (RunningEngine engine = new RunningEngine(store, folder).start()) {
            ArtifactRef name = ArtifactStore.nameOf(out -> Files.copy(weights(), out));
            var id = engine.submit(cut(4));
            assertThat(engine.artifacts().contains(name)).isTrue();
            Files.write(weights(), new byte[] {1});
            engine.beat(1);
            for (int trial = 1; trial <= 2; trial++) {
                Assign assigned = engine.nextAssignment();
                assertThat(assigned.source()).contains(name);
                engine.finish(assigned.attempt());
                engine.beat(1);
            }
            await().until(() -> store.experiment(id).orElseThrow().state().isTerminal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed", "deleted"})
    void whatIsTakenOnStartsFromTheFileAsItWasThenAfterARestartToo(String since) throws Exception {
        ExperimentStore store = new InMemoryExperimentStore();
        ArtifactRef name = ArtifactStore.nameOf(out -> Files.copy(weights(0), out));
        AttemptId first;
        try (RunningEngine engine = new RunningEngine(store, folder).start()) {
            engine.submit(cut(4));
            engine.beat(1);
            first = engine.nextAssignment().attempt();
        }
        if (since.equals("changed")) {
            weights(1);
        } else {
            Files.delete(file());
        }
        try (RunningEngine engine = new RunningEngine(store, folder).start()) {
            engine.beat(1, first);
            engine.finish(first);
            engine.beat(1);
            Assign second = engine.nextAssignment();
            assertThat(second.attempt().trial().number()).isEqualTo(2);
            assertThat(second.source()).contains(name);
        }
    }

    /** All files that are kept. */
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Two trials, the second of which is proposed when the first has ended, in a net of so many units. */
    private ExperimentSpec cut(long units) throws IOException {
        var points = new ParameterValue.Items(List.of(ParameterValue.of(units), ParameterValue.of(units)));
        ExperimentSpec spec = RunningEngine.spec(
                Budget.UNLIMITED,
                new ModuleRef(
                        ModuleKind.SEARCH,
                        "listed",
                        ParameterValue.Fields.of(Map.of(
                                "units",
                                points,
                                "patient",
                                ParameterValue.of(true),
                                "cut",
                                ParameterValue.of(weights().toString())))));
        var file = ParameterValue.Fields.of(
                Map.of("file", ParameterValue.of(weights().toString())));
        var space = new SearchSpace(List.of(
                choice("architecture", "tiny-net", "units", ParameterValue.of(units)),
                choice("transfer", "cut", "source", file)));
        return new ExperimentSpec(
                spec.name(), spec.data(), spec.objective(), spec.training(), space, spec.search(), spec.budget(), 0, 1);
    }

    private static SearchSpace.Parameter choice(String kind, String module, String parameter, ParameterValue value) {
        var fixed = new SearchSpace.Parameter(parameter, new ParameterDomain.Fixed(value));
        return new SearchSpace.Parameter(
                kind,
                new ParameterDomain.Choice(
                        List.of(new ParameterDomain.Option(module, new SearchSpace(List.of(fixed))))));
    }

    private Path file() {
        return folder.resolve("net.safetensors");
    }

    private Path weights() throws IOException {
        return Files.exists(file()) ? file() : weights(0);
    }

    private Path weights(float value) throws IOException {
        var weight = new Tensor("w", List.of(1), new float[] {value});
        return Files.write(file(), new Safetensors(new TreeMap<>(), List.of(weight)).write());
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
