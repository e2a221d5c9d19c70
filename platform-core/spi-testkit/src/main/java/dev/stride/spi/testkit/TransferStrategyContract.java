package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every transfer strategy, whether it needs a source or none. */
public abstract class TransferStrategyContract<P extends Record> extends ModuleContract<P> {

    private static final Network TARGET = net(Layer.Function.RELU, 1, 0.5, 4);
    private static final int IMAGES = 100;

    @Override
    protected abstract TransferStrategy<P> module();

    @Test
    void itsSourceIsNamedOnce() {
        Optional<TransferSource> source = module().source(parameters());
        source.ifPresent(s -> assertThat(List.of(s.experiment(), s.trial(), s.file()))
                .filteredOn(Optional::isPresent)
                .hasSize(1));
    }

    @Test
    void equalQuestionsHaveEqualAnswersWithAReason() {
        TransferPlan plan = plan(weights(TARGET));
        assertThat(plan.reason()).isNotBlank();
        assertThat(plan(weights(TARGET))).isEqualTo(plan);
    }

    @Test
    void itsNetIsForTheTargetsImagesAndClasses() {
        Network network = plan(weights(TARGET)).network();
        assertThat(network.input().shape()).isEqualTo(TARGET.input().shape());
        assertThat(network.classes()).isEqualTo(TARGET.classes());
        assertThat(network.shapes()).hasSameSizeAs(network.nodes());
    }

    @Test
    void somethingTrainsFromTheFirstEpochOn() {
        TransferPlan plan = plan(weights(TARGET));
        assertThat(plan.network().tensors())
                .filteredOn(t -> t.kind().isTrainable())
                .anyMatch(t -> !plan.frozenIn(1).contains(t.node()));
    }

    @Test
    void whatIsFrozenIsLoaded() {
        TransferPlan plan = plan(weights(TARGET));
        assertThat(plan.loaded()).containsAll(plan.frozen());
    }

    @Test
    void everyLoadedTensorIsInTheSource() {
        TransferPlan plan = plan(weights(TARGET));
        Map<String, List<Integer>> shapes = shapes(TARGET);
        assertThat(plan.network().tensors())
                .filteredOn(t -> plan.loaded().contains(t.node()))
                .allSatisfy(t -> assertThat(t.shape()).isEqualTo(shapes.get(t.name())));
    }

    @Test
    void moreImagesNeverFreezeMore() {
        Set<String> frozen = plan(weights(TARGET), 1).frozen();
        for (int images = 10; images <= 10_000_000; images *= 10) {
            Set<String> fewer = plan(weights(TARGET), images).frozen();
            assertThat(frozen).as(images + " images").containsAll(fewer);
            frozen = fewer;
        }
    }

    @Test
    void theHeadIsNeverLoadedFromASourceOfOtherClasses() {
        TransferPlan plan = plan(weights(net(Layer.Function.RELU, 1, 0.5, 9)));
        assertThat(plan.network().nodes())
                .filteredOn(n -> n.stage().equals(Network.HEAD_STAGE))
                .noneMatch(n -> plan.loaded().contains(n.name()));
    }

    @Test
    void loadedLayersSeePixelsAsTheyWereTrainedOn() {
        Network source = net(Layer.Function.RELU, 1, 0.25, 4);
        TransferPlan plan = plan(weights(source));
        Layer.Input own = TARGET.input();
        Layer.Input input = plan.network().input();
        assertThat(input.shape()).isEqualTo(own.shape());
        assertThat(input).isEqualTo(plan.loaded().contains("conv") ? source.input() : own);
    }

    @Test
    void aSourceWithOtherLayersIsRefusedNamingThem() {
        assertRefused(weights(net(Layer.Function.TANH, 1, 0.5, 4)), "act");
        assertRefused(weights(net(Layer.Function.RELU, 2, 0.5, 4)), "conv");
    }

    @Test
    void aFileThatLacksATensorIsRefusedNamingIt() {
        Map<String, List<Integer>> shapes = shapes(TARGET);
        shapes.remove("norm.running_var");
        assertRefused(SourceWeights.of(shapes, Optional.empty()), "norm.running_var");
    }

    /** A layer that differs is named, unless it is not taken from the source. */
    private void assertRefused(SourceWeights source, String named) {
        try {
            TransferPlan plan = plan(source);
            assertThat(plan.loaded()).noneMatch(node -> named.equals(node) || named.startsWith(node + "."));
        } catch (Misfit refusal) {
            assertThat(refusal).hasMessageContaining(named);
        }
    }

    private TransferPlan plan(SourceWeights source) {
        return plan(source, IMAGES);
    }

    private TransferPlan plan(SourceWeights source, int images) {
        P parameters = parameters();
        return module().plan(
                        parameters,
                        new TransferTarget(TARGET, images),
                        module().source(parameters).map(s -> source));
    }

    private static SourceWeights weights(Network network) {
        return SourceWeights.of(shapes(network), Optional.of(network));
    }

    private static Map<String, List<Integer>> shapes(Network network) {
        return network.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape));
    }

    private static Network net(Layer.Function function, int pad, double mean, int classes) {
        var input = new NetworkInput(new ImageShape(1, 8, 8), classes, List.of(mean), List.of(0.5));
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("low")
                .convWithoutBias("conv", 4, 3, 1, pad)
                .batchNorm("norm")
                .activation("act", function)
                .stage("high")
                .conv("conv2", 6, 3, 1, 1)
                .dropout("drop", 0.2)
                .globalAveragePool("pool")
                .classify("fc", classes);
    }
}
