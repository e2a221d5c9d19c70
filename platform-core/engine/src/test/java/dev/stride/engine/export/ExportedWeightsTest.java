package dev.stride.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.ArtifactContent;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedWeightsTest {

    private static final Network NET = net();

    @TempDir
    private Path folder;

    @Test
    void itHoldsTheExportedNetAndItsNumbersAlone() throws IOException {
        Path checkpoint = written(Map.of(NetworkMetadata.KEY, NetworkMetadata.write(NET)), tensors());
        Path exported = folder.resolve("exported.safetensors");
        write(ExportedWeights.of(checkpoint), exported);
        Safetensors file = Safetensors.read(exported);
        assertThat(file.tensors())
                .extracting(Tensor::name)
                .containsExactly(
                        "conv.weight",
                        "fc.bias",
                        "fc.weight",
                        "norm.bias",
                        "norm.running_mean",
                        "norm.running_var",
                        "norm.weight");
        List<Tensor> before = Safetensors.read(checkpoint).tensors();
        assertThat(file.tensors()).allSatisfy(tensor -> assertThat(before).contains(tensor));
        assertThat(NetworkMetadata.read(file.metadata())).contains(NET.exported());
        assertThat(file.metadata().get("network")).isEqualTo(NET.exported().hash());
    }

    @Test
    void aFileThatLacksATensorOfItsNetIsCorrupt() throws IOException {
        List<Tensor> tensors = tensors();
        tensors.removeIf(tensor -> tensor.name().equals("norm.running_var"));
        Path checkpoint = written(Map.of(NetworkMetadata.KEY, NetworkMetadata.write(NET)), tensors);
        assertThatThrownBy(() -> ExportedWeights.of(checkpoint))
                .hasMessageContaining("'norm.running_var'")
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }

    @Test
    void aFileWithoutItsNetIsCorrupt() throws IOException {
        Path checkpoint = written(Map.of(), tensors());
        assertThatThrownBy(() -> ExportedWeights.of(checkpoint)).hasMessageContaining("does not carry its net");
    }

    private Path written(Map<String, String> metadata, List<Tensor> tensors) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        write(Safetensors.content(metadata, tensors), file);
        return file;
    }

    private static void write(ArtifactContent content, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            content.writeTo(out);
        }
    }

    /** With what an optimizer remembers, which no net declares. */
    private static List<Tensor> tensors() {
        var tensors = new ArrayList<Tensor>();
        NET.tensors().forEach(declared -> {
            float[] numbers = new float[(int) declared.size()];
            Arrays.fill(numbers, declared.name().hashCode());
            tensors.add(new Tensor(declared.name(), declared.shape(), numbers));
        });
        tensors.add(new Tensor("momentum/fc.weight", List.of(3, 4), new float[12]));
        return tensors;
    }

    private static Network net() {
        NetworkInput input = NetworkInput.unnormalised(new ImageShape(1, 5, 5), 3);
        return NetworkBuilder.of("headed", Initialiser.HE, input.layer())
                .stage("body")
                .convWithoutBias("conv", 4, 3, 1, 1)
                .batchNorm("norm")
                .globalAveragePool("pool")
                .dense("side", 3)
                .put("side-logits", new Layer.Head(3, 0.3, true))
                .from("pool")
                .classify("fc", 3);
    }
}
