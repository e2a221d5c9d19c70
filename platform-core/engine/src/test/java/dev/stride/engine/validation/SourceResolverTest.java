package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.FileArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.bus.Wire;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.engine.experiment.ExperimentsFixture;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.store.Batch;
import dev.stride.store.ExperimentStore;
import dev.stride.store.InMemoryExperimentStore;
import dev.stride.store.SqliteExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceResolverTest {

    private static final Tensor WEIGHT = new Tensor("conv.weight", List.of(2), new float[] {1, 2});

    private static final ExperimentId EXPERIMENT = new ExperimentId("01arz3ndektsv4rrffq69g5fav");
    private static final ExperimentId LATER = new ExperimentId("01arz3ndektsv4rrffq69g5faw");
    private static final String NAME = "classics";

    @TempDir
    private Path folder;

    @Test
    void aFileTellsItsShapesAndWhereItCanItsNet() throws IOException {
        Network network = NetworkBuilder.of(
                        "net",
                        Initialiser.HE,
                        NetworkInput.unnormalised(new ImageShape(1, 4, 4), 2).layer())
                .globalAveragePool("pool")
                .classify("fc", 2);
        SourceResolver.Resolved ours = resolve(file(Map.of(NetworkMetadata.KEY, NetworkMetadata.write(network))));
        assertThat(ours.shapes()).isEqualTo(Map.of("conv.weight", List.of(2)));
        assertThat(ours.network()).contains(network);
        assertThat(resolve(file(Map.of())).network()).isEmpty();
    }

    @Test
    void aFileIsKeptForAnExperimentAndOnlyLookedAtOtherwise() throws IOException {
        Path file = file(Map.of("epoch", "3"));
        ArtifactRef name = ArtifactStore.nameOf(out -> Files.copy(file, out));
        try (var store = SqliteExperimentStore.open(folder.resolve("stride.db"))) {
            var resolver = new SourceResolver(store, artifacts());
            var source = ofFile(Optional.of(file.toString()));
            SourceResolver.Resolved looked = resolver.resolve(source, Optional.empty());
            assertThat(looked.artifact()).isEqualTo(name);
            assertThat(artifacts().contains(name)).isFalse();
            assertThat(resolver.resolve(source, Optional.of(LATER))).isEqualTo(looked);
            assertThat(artifacts().contains(name)).isTrue();
        }
    }

    @Test
    void numbersOfAnotherTypeBecome32BitFloats() throws IOException {
        byte[] header = "{\"conv.weight\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
                .getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(
                folder.resolve("half.safetensors"),
                ByteBuffer.allocate(Long.BYTES + header.length + 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .putShort((short) 0x3f80)
                        .putShort((short) 0x4000)
                        .array());
        // 1 and 2, as in the file of 32-bit floats.
        assertThat(resolve(file)).isEqualTo(resolve(file(Map.of())));
    }

    @Test
    void aDamagedFileIsItsUsersToMend() throws IOException {
        Path damaged = Files.write(folder.resolve("bad.safetensors"), new byte[] {1, 2, 3});
        assertRefused(damaged.toString(), ErrorCode.DATA_INVALID, "bad.safetensors");
        assertRefused(file(Map.of(NetworkMetadata.KEY, "{}")).toString(), ErrorCode.DATA_INVALID, NetworkMetadata.KEY);
    }

    @Test
    void whatIsNoFileIsNotFoundAndWhatIsNoPathIsNotOne() {
        assertRefused(folder.resolve("absent").toString(), ErrorCode.NOT_FOUND, "absent");
        assertRefused(folder.toString(), ErrorCode.NOT_FOUND, "there is no file");
        assertRefused("a\0b", ErrorCode.INVALID_REQUEST, "no path");
    }

    @Test
    void theBestTrialOfAnExperimentIsKnownOnceItHasEnded() {
        var store = new InMemoryExperimentStore();
        var resolver = new SourceResolver(store, artifacts());
        ArtifactRef weights = artifacts().put(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        store.create(experiment(EXPERIMENT), List.of(event(1)));
        commit(store, ExperimentState.RUNNING, trial(1, TrialState.COMPLETED), weights);
        for (String named : List.of(EXPERIMENT.value(), NAME)) {
            assertThatThrownBy(() -> resolver.resolve(ofExperiment(named), Optional.empty()))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("'" + named + "' has not ended")
                    .hasMessageContaining("wait for it");
        }
        commit(store, ExperimentState.STOPPED, trial(2, TrialState.STOPPED), weights);
        for (String named : List.of(EXPERIMENT.value(), NAME)) {
            assertThat(resolver.resolve(ofExperiment(named), Optional.empty()).artifact())
                    .isEqualTo(weights);
        }
    }

    @Test
    void aNameMeansNoExperimentThatBeganLaterThanTheOneThatAsks() {
        var store = new InMemoryExperimentStore();
        var resolver = new SourceResolver(store, artifacts());
        ArtifactRef weights = artifacts().put(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        store.create(experiment(EXPERIMENT), List.of(event(1)));
        commit(store, ExperimentState.COMPLETED, trial(1, TrialState.COMPLETED), weights);
        store.create(experiment(LATER), List.of(event(1)));
        assertThat(resolver.resolve(ofExperiment(NAME), Optional.of(LATER)).artifact())
                .isEqualTo(weights);
    }

    @Test
    void aNameIsFoundBehindAnyNumberOfLaterExperiments() {
        var store = new InMemoryExperimentStore();
        var resolver = new SourceResolver(store, artifacts());
        ArtifactRef weights = artifacts().put(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        store.create(experiment(EXPERIMENT), List.of(event(1)));
        commit(store, ExperimentState.COMPLETED, trial(1, TrialState.COMPLETED), weights);
        for (int i = 0; i < 1_100; i++) {
            var later = new ExperimentId(String.format("02arz3ndektsv4rrffq69g%04d", i));
            store.create(experiment(later, "another", "{}"), List.of(event(1)));
        }
        assertThat(resolver.resolve(ofExperiment(NAME), Optional.empty()).artifact())
                .isEqualTo(weights);
    }

    @Test
    void aTrialIsASourceOnceItHasEnded() {
        var store = new InMemoryExperimentStore();
        var resolver = new SourceResolver(store, artifacts());
        ArtifactRef weights = artifacts().put(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        store.create(experiment(EXPERIMENT), List.of(event(1)));
        commit(store, ExperimentState.RUNNING, trial(1, TrialState.RUNNING), weights);
        assertThatThrownBy(() -> resolver.resolve(ofTrial(1), Optional.empty()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("trial " + EXPERIMENT + "-1 has not ended");
        commit(store, ExperimentState.RUNNING, trial(1, TrialState.COMPLETED), weights);
        assertThat(resolver.resolve(ofTrial(1), Optional.empty()).artifact()).isEqualTo(weights);
    }

    @Test
    void whatASourceMeantWhenItsExperimentWasTakenOnHoldsForTheArchitectureThatItWasFoundFor() {
        var store = new InMemoryExperimentStore();
        var resolver = new SourceResolver(store, artifacts());
        ArtifactRef weights = artifacts().put(new Safetensors(new TreeMap<>(), List.of(WEIGHT)).write());
        var source = ofFile(Optional.of("/gone/net.safetensors"));
        Optional<ModuleRef> narrow = Optional.of(ModuleRef.of(ModuleKind.ARCHITECTURE, "narrow"));
        assertThat(resolver.accepted(EXPERIMENT, source, narrow)).isEmpty();
        var verdicts = new Verdicts(
                new DataDescribed(new ImageShape(1, 4, 4), List.of("a"), 1, 1, 1, List.of(), List.of(), "", List.of()),
                List.of(),
                OptionalLong.empty(),
                Optional.of(List.of(new FoundSource(source, narrow, weights))));
        store.create(experiment(EXPERIMENT, NAME, Wire.write(verdicts)), List.of(event(1)));
        assertThat(resolver.accepted(EXPERIMENT, source, narrow).orElseThrow().artifact())
                .isEqualTo(weights);
        assertThat(resolver.accepted(EXPERIMENT, source, Optional.of(ModuleRef.of(ModuleKind.ARCHITECTURE, "wide"))))
                .isEmpty();
        assertThat(resolver.accepted(EXPERIMENT, source, Optional.empty())).isEmpty();
    }

    private static void commit(ExperimentStore store, ExperimentState state, StoredTrial trial, ArtifactRef weights) {
        long last = store.experiment(EXPERIMENT).orElseThrow().lastEvent();
        store.commit(
                EXPERIMENT,
                last,
                new Batch(
                        List.of(event(last + 1)),
                        List.of(trial),
                        List.of(),
                        List.of(new Batch.Saved(trial.id(), new Checkpoint(1, weights))),
                        state,
                        state.isTerminal() ? OptionalLong.of(1) : OptionalLong.empty(),
                        ""));
    }

    private static StoredEvent event(long sequence) {
        return new StoredEvent(sequence, "type", "{}", sequence);
    }

    private static StoredExperiment experiment(ExperimentId id) {
        return experiment(id, NAME, "{}");
    }

    private static StoredExperiment experiment(ExperimentId id, String name, String verdicts) {
        return new StoredExperiment(
                id,
                name,
                ExperimentState.RUNNING,
                Wire.write(ExperimentsFixture.spec()),
                verdicts,
                Optional.empty(),
                "hash",
                0,
                OptionalLong.empty(),
                "",
                1);
    }

    private static StoredTrial trial(int number, TrialState state) {
        return new StoredTrial(
                new TrialId(EXPERIMENT, number),
                state,
                "lenet-5",
                "{}",
                "",
                "n",
                1,
                1,
                1,
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                1,
                1,
                1,
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static TransferPlanned.Source ofExperiment(String named) {
        return new TransferPlanned.Source(
                Optional.of(named), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static TransferPlanned.Source ofTrial(int number) {
        return new TransferPlanned.Source(
                Optional.empty(),
                Optional.of(new TrialId(EXPERIMENT, number).toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void assertRefused(String file, ErrorCode code, String named) {
        assertThatThrownBy(() -> resolve(Optional.of(file)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }

    private Path file(Map<String, String> metadata) throws IOException {
        return Files.write(
                folder.resolve("net.safetensors"), new Safetensors(new TreeMap<>(metadata), List.of(WEIGHT)).write());
    }

    private SourceResolver.Resolved resolve(Path file) {
        return resolve(Optional.of(file.toString()));
    }

    private SourceResolver.Resolved resolve(Optional<String> file) {
        try (var store = SqliteExperimentStore.open(folder.resolve("stride.db"))) {
            var resolver = new SourceResolver(store, artifacts());
            return resolver.resolve(ofFile(file), Optional.empty());
        }
    }

    private static TransferPlanned.Source ofFile(Optional<String> file) {
        return new TransferPlanned.Source(Optional.empty(), Optional.empty(), file, Optional.empty(), Optional.empty());
    }

    private ArtifactStore artifacts() {
        return FileArtifactStore.at(folder.resolve("artifacts"));
    }
}
