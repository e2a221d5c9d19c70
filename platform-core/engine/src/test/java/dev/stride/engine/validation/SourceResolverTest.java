package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.store.SqliteExperimentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceResolverTest {

    private static final Tensor WEIGHT = new Tensor("conv.weight", List.of(2), new float[] {1, 2});

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
            var resolver = new SourceResolver(store, FileArtifactStore.at(folder.resolve("artifacts")));
            return resolver.resolve(
                    new TransferPlanned.Source(Optional.empty(), Optional.empty(), file, Optional.empty()));
        }
    }
}
