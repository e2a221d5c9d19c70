package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeatureExtractionTest {

    private static final FeatureExtraction STRATEGY = new FeatureExtraction();
    private static final FeatureExtraction.Parameters FROM_FILE = new FeatureExtraction.Parameters(Nets.FILE);

    @Test
    void everythingBeforeTheHeadIsLoadedAndFrozen() {
        TransferPlan plan = plan(net(5, true), weights(net(10, true)));
        assertThat(plan.frozen())
                .isEqualTo(plan.loaded())
                .contains("conv", "norm")
                .doesNotContain("fc", "logits");
    }

    @Test
    void aSourceWithOtherClassesFits() {
        assertThat(plan(net(3, true), weights(net(100, true))).loaded()).contains("conv");
    }

    @Test
    void theFrozenPartSeesPixelsAsItsSourceDid() {
        Network target = net(3, true);
        Network source = net(3, true, new NetworkInput(new ImageShape(1, 9, 7), 3, List.of(0.3), List.of(0.2)));
        Layer.Input input = plan(target, weights(source)).network().input();
        assertThat(input.shape()).isEqualTo(target.input().shape());
        assertThat(input.mean()).containsExactly(0.3);
        assertThat(input.deviation()).containsExactly(0.2);
    }

    @Test
    void layersThatDifferAreListed() {
        Map<String, List<Integer>> source = shapes(net(10, true));
        source.put("conv.weight", List.of(4, 1, 5, 5));
        source.remove("norm.running_var");
        assertThatThrownBy(() -> plan(net(10, true), SourceWeights.of(source, Optional.empty())))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("conv.weight is [4, 1, 5, 5], not [4, 1, 3, 3]")
                .hasMessageContaining("norm.running_var is missing");
    }

    @Test
    void aPlainNetIsNoSourceOfAResidualOne() {
        assertThatThrownBy(() -> plan(net(10, true), weights(net(10, false))))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("sum is missing, not add");
        assertThatThrownBy(() -> plan(net(10, false), weights(net(10, true))))
                .hasMessageContaining("relu is inputs [sum], not inputs [norm]");
    }

    @Test
    void aFileThatDoesNotDescribeItsNetSaysThatOnlyShapesWereCompared() {
        Network target = net(10, true);
        TransferPlan plan = plan(target, SourceWeights.of(shapes(net(10, false)), Optional.empty()));
        assertThat(plan.reason()).contains("only names and shapes were compared");
        assertThat(plan.network()).isEqualTo(target);
    }

    private static TransferPlan plan(Network target, SourceWeights source) {
        return STRATEGY.plan(FROM_FILE, new TransferTarget(target, 100), Optional.of(source));
    }

    private static Network net(int classes, boolean residual) {
        return net(classes, residual, NetworkInput.unnormalised(new ImageShape(1, 8, 8), classes));
    }

    private static Network net(int classes, boolean residual, NetworkInput input) {
        NetworkBuilder net = NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("features")
                .convWithoutBias("conv", 4, 3, 1, 1)
                .batchNorm("norm");
        if (residual) {
            net.add("sum", "conv");
        }
        return net.relu("relu").globalAveragePool("pool").classify("fc", classes);
    }

    private static SourceWeights weights(Network network) {
        return SourceWeights.of(shapes(network), Optional.of(network));
    }

    private static Map<String, List<Integer>> shapes(Network network) {
        return network.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape));
    }
}
