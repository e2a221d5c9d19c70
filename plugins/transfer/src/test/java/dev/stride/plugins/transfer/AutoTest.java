package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.network.Network;
import dev.stride.spi.Misfit;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferTarget;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AutoTest {

    private static final Network NET = Nets.residual(3);
    private static final int MOST = 100_000;

    @Test
    void itSaysWhatItPicksAndWhy() {
        assertThat(plan(999, 1_000, 10_000).reason())
                .startsWith("999 training images are fewer than 1000, so feature-extraction: ");
        assertThat(plan(1_000, 1_000, 10_000).reason())
                .startsWith("1000 training images are at least 1000 and fewer than 10000, so partial-fine-tuning: ");
        assertThat(plan(10_000, 1_000, 10_000).reason())
                .startsWith("10000 training images are 10000 or more, so fine-tuning: ");
    }

    @Test
    void fewImagesTrainAHeadMoreTheLastStagesAndManyAllLayers() {
        Stages stages = Stages.of(NET);
        assertThat(plan(10, 100, 200).frozen()).isEqualTo(stages.nodes());
        assertThat(plan(100, 100, 200).frozen()).isEqualTo(stages.first(1, 0, "frozen"));
        assertThat(plan(200, 100, 200).frozen()).isEmpty();
    }

    @Property(tries = 500)
    void frozenLayersNeverIncreaseWithTheSizeOfTheData(
            @ForAll @IntRange(min = 1, max = MOST) int images,
            @ForAll @IntRange(max = MOST) int more,
            @ForAll @IntRange(max = MOST) int small,
            @ForAll @IntRange(max = MOST) int wider) {
        TransferPlan before = plan(images, small, small + wider);
        TransferPlan after = plan(images + more, small, small + wider);
        assertThat(before.frozen()).containsAll(after.frozen());
    }

    @Test
    void thresholdsThatCrossAreRefused() {
        assertThatThrownBy(() -> new Auto.Parameters(Nets.FILE, 200, 100))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'small' is 200, more than 'large', which is 100");
    }

    private static TransferPlan plan(int images, int small, int large) {
        return new Auto()
                .plan(new Auto.Parameters(Nets.FILE, small, large), new TransferTarget(NET, images), Nets.source(NET));
    }
}
