package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import dev.stride.spi.Misfit;
import dev.stride.spi.TransferPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewTopTest {

    private static final Network NET = Nets.residual(3);

    @Test
    void theKeptStagesAreLoadedAndFrozenAndTheRestIsGone() {
        TransferPlan plan = plan(NET, 2, NewTop.Features.POOLED, List.of(5), 0.5);
        assertThat(plan.network().nodes().stream().map(Node::name))
                .containsExactly(
                        "input",
                        "stem.conv",
                        "stem.act",
                        "low.conv",
                        "low.norm",
                        "low.sum",
                        "low.act",
                        "top.pool",
                        "top.fc1",
                        "top.act1",
                        "top.drop1",
                        "top.out",
                        "logits");
        assertThat(plan.frozen())
                .isEqualTo(plan.loaded())
                .containsExactlyInAnyOrderElementsOf(Stages.of(NET).first(2, 0, "frozen"));
        assertThat(plan.network().name()).isEqualTo("small to low");
        assertThat(plan.network().stages()).containsExactly("input", "stem", "low", "top", "head");
    }

    @Test
    void theNewNetSeesTheMeanOfEachChannelOrAllNumbers() {
        assertThat(features(NewTop.Features.POOLED)).isEqualTo(new TensorShape.Vector(4));
        assertThat(features(NewTop.Features.FLATTENED)).isEqualTo(new TensorShape.Vector(4 * 8 * 8));
    }

    private static TensorShape features(NewTop.Features features) {
        Network network = plan(NET, 1, features, List.of(), 0).network();
        Node out = network.nodes().get(network.nodes().size() - 2);
        return network.shapes().get(out.inputs().get(0));
    }

    @Test
    void aVectorStaysAsItIs() {
        Network network = plan(NET, 3, NewTop.Features.POOLED, List.of(), 0).network();
        assertThat(network.nodes().stream().map(Node::name)).endsWith("pool", "drop", "top.out", "logits");
    }

    @Test
    void sideHeadsAreGone() {
        Network network = plan(Nets.withSideHead(3), 2, NewTop.Features.POOLED, List.of(), 0)
                .network();
        assertThat(network.nodes().stream().map(Node::name))
                .noneMatch(name -> name.startsWith("side."))
                .contains("low.act");
        assertThat(network.exported()).isEqualTo(network);
    }

    @Test
    void aCutThroughTwoOutputsIsRefusedNamingThem() {
        assertThatThrownBy(() -> plan(Nets.forked(3), 2, NewTop.Features.POOLED, List.of(), 0))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("take right, left");
        assertThat(plan(Nets.residual(3), 1, NewTop.Features.POOLED, List.of(), 0)
                        .loaded())
                .contains("stem.act");
    }

    @Test
    void onlyTheKeptStagesHaveToFit() {
        TransferPlan plan = new NewTop()
                .plan(
                        new NewTop.Parameters(Nets.FILE, 1, NewTop.Features.POOLED, List.of(), 0),
                        Nets.target(NET),
                        Nets.source(Nets.forked(9)));
        assertThat(plan.loaded()).containsExactlyInAnyOrder("input", "stem.conv", "stem.act");
    }

    @Test
    void moreStagesThanThereAreAreRefusedNamingThem() {
        assertThatThrownBy(() -> plan(NET, 4, NewTop.Features.POOLED, List.of(), 0))
                .hasMessageContaining("cannot be kept: it has 3, stem, low, high");
    }

    private static TransferPlan plan(
            Network network, int keep, NewTop.Features features, List<Integer> hidden, double dropout) {
        return new NewTop()
                .plan(
                        new NewTop.Parameters(Nets.FILE, keep, features, hidden, dropout),
                        Nets.target(network),
                        Nets.source(network));
    }
}
