package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.network.Network;
import dev.stride.spi.TransferPlan;
import org.junit.jupiter.api.Test;

class GradualUnfreezingTest {

    private static final Network NET = Nets.residual(3);

    @Test
    void theHeadTrainsAloneAndThenOneMoreStageEveryFewEpochs() {
        TransferPlan plan = plan(2, 1);
        Stages stages = Stages.of(NET);
        assertThat(plan.frozenIn(1)).isEqualTo(stages.nodes());
        assertThat(plan.frozenIn(2)).isEqualTo(stages.nodes());
        assertThat(plan.frozenIn(3)).isEqualTo(stages.first(2, 0, "frozen"));
        assertThat(plan.frozenIn(5)).isEqualTo(stages.first(1, 0, "frozen"));
        assertThat(plan.frozenIn(7)).isEmpty();
        assertThat(plan.loaded()).isEqualTo(stages.nodes());
    }

    @Test
    void ratesFallByTheDistanceFromTheHead() {
        assertThat(plan(1, 0.5).rates()).containsEntry("low.norm", 0.25);
    }

    private static TransferPlan plan(int every, double decay) {
        return new GradualUnfreezing()
                .plan(
                        new GradualUnfreezing.Parameters(Nets.FILE, every, decay),
                        Nets.target(NET),
                        Nets.source(Nets.residual(3)));
    }
}
