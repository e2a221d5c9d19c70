package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.spi.TransferPlan;
import org.junit.jupiter.api.Test;

class FineTuningTest {

    private static final Network NET = Nets.residual(3);

    @Test
    void allLayersStartFromASourceOfAsManyClassesAndAllTrain() {
        TransferPlan plan = plan(Nets.residual(3), 1);
        assertThat(plan.loaded())
                .containsExactlyInAnyOrderElementsOf(
                        NET.nodes().stream().map(Node::name).toList());
        assertThat(plan.frozen()).isEmpty();
        assertThat(plan.rates()).isEmpty();
        assertThat(plan.reason()).contains("the head too");
    }

    @Test
    void theHeadIsNewWhereTheSourceTellsOtherClassesApart() {
        TransferPlan plan = plan(Nets.residual(7), 1);
        assertThat(plan.loaded()).contains("high.conv").doesNotContain("fc", "logits");
        assertThat(plan.reason()).contains("a new head");
    }

    @Test
    void ratesFallByTheDistanceFromTheHead() {
        assertThat(plan(Nets.residual(3), 0.5).rates())
                .containsEntry("high.conv", 0.5)
                .containsEntry("stem.conv", 0.125)
                .doesNotContainKey("fc");
    }

    private static TransferPlan plan(Network source, double decay) {
        return new FineTuning()
                .plan(new FineTuning.Parameters(Nets.FILE, decay), Nets.target(NET), Nets.source(source));
    }
}
