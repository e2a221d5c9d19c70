package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.TransferSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeatureExtractionTest {

    private static final FeatureExtraction STRATEGY = new FeatureExtraction();
    private static final FeatureExtraction.Parameters FROM_FILE = new FeatureExtraction.Parameters(
            new TransferSource(Optional.empty(), Optional.empty(), Optional.of("net.safetensors"), Optional.empty()));

    @Test
    void everythingBeforeTheHeadIsLoadedAndFrozen() {
        var plan = STRATEGY.plan(FROM_FILE, net(5), shapes(net(10)));
        assertThat(plan.frozen())
                .isEqualTo(plan.loaded())
                .contains("conv", "norm")
                .doesNotContain("fc", "logits");
    }

    @Test
    void aSourceWithOtherClassesFits() {
        assertThat(STRATEGY.plan(FROM_FILE, net(3), shapes(net(100))).loaded()).contains("conv");
    }

    @Test
    void layersThatDifferAreListed() {
        Map<String, List<Integer>> source = new HashMap<>(shapes(net(10)));
        source.put("conv.weight", List.of(4, 1, 5, 5));
        source.remove("norm.running_var");
        assertThatThrownBy(() -> STRATEGY.plan(FROM_FILE, net(10), source))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("conv.weight is [4, 1, 5, 5], not [4, 1, 3, 3]")
                .hasMessageContaining("norm.running_var is missing");
    }

    private static Network net(int classes) {
        var input = NetworkInput.unnormalised(new ImageShape(1, 8, 8), classes);
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("features")
                .convWithoutBias("conv", 4, 3, 1, 1)
                .batchNorm("norm")
                .relu("relu")
                .globalAveragePool("pool")
                .classify("fc", classes);
    }

    private static Map<String, List<Integer>> shapes(Network network) {
        return network.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape));
    }
}
