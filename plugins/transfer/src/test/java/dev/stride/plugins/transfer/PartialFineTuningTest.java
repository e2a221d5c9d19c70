package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.network.Network;
import dev.stride.spi.Misfit;
import dev.stride.spi.TransferPlan;
import org.junit.jupiter.api.Test;

class PartialFineTuningTest {

    private static final Network NET = Nets.residual(3);

    @Test
    void theFirstStagesAreFrozenAndAllBeforeTheHeadIsLoaded() {
        TransferPlan plan = plan(2, 1);
        assertThat(plan.frozen())
                .containsExactlyInAnyOrderElementsOf(Stages.of(NET).first(2, 0, "frozen"));
        assertThat(plan.loaded())
                .containsExactlyInAnyOrderElementsOf(Stages.of(NET).nodes());
        assertThat(plan.rates()).isEmpty();
        assertThat(plan.firstEpochs()).isEmpty();
        assertThat(plan.reason()).contains("the first 2 of 3 stages (stem, low)");
    }

    @Test
    void withAllStagesFrozenItIsFeatureExtraction() {
        TransferPlan features = new FeatureExtraction()
                .plan(new FeatureExtraction.Parameters(Nets.FILE), Nets.target(NET), Nets.source(NET));
        TransferPlan plan = plan(3, 1);
        assertThat(plan.frozen()).isEqualTo(features.frozen());
        assertThat(plan.loaded()).isEqualTo(features.loaded());
        assertThat(plan.network()).isEqualTo(features.network());
    }

    @Test
    void whatTrainsMayTrainSlowerTheFartherItIsFromTheHead() {
        assertThat(plan(1, 0.1).rates()).containsEntry("low.conv", 0.1 * 0.1).doesNotContainKey("stem.conv");
    }

    @Test
    void moreStagesThanThereAreAreRefusedNamingThem() {
        assertThatThrownBy(() -> plan(4, 1)).isInstanceOf(Misfit.class).hasMessageContaining("stem, low, high");
    }

    @Test
    void aLayerThatTrainsOnHasToFitToo() {
        assertThatThrownBy(() -> new PartialFineTuning()
                        .plan(
                                new PartialFineTuning.Parameters(Nets.FILE, 1, 1),
                                Nets.target(NET),
                                Nets.source(Nets.withSideHead(3))))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("low.sum is missing, not add");
    }

    private static TransferPlan plan(int frozen, double decay) {
        return new PartialFineTuning()
                .plan(
                        new PartialFineTuning.Parameters(Nets.FILE, frozen, decay),
                        Nets.target(NET),
                        Nets.source(Nets.residual(7)));
    }
}
