package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureUseTest {

    private static final Layer.Input INPUT =
            new Layer.Input(new ImageShape(1, 32, 32), Layer.ChannelOrder.RGB, 1 / 255.0, List.of(0.5), List.of(1.0));
    private static final Network NET = NetworkBuilder.of("net", Initialiser.HE, INPUT)
            .stage("one")
            .conv("conv", 8, 3, 1, 1)
            .stage("two")
            .conv("deep", 8, 3, 1, 1)
            .globalAveragePool("pool")
            .classify("fc", 2);
    private static final Set<String> FROZEN = Set.of("conv", "deep");

    @Test
    void featuresAreKeptWhereImagesStayTheSame() {
        assertThat(of(FROZEN, false, 0, false, 1_000))
                .isInstanceOfSatisfying(
                        FeatureUse.Kept.class,
                        kept -> assertThat(kept.part().features()).containsExactly("pool"));
    }

    @Test
    void nothingIsKeptOfANetThatTrainsAsAWhole() {
        assertThat(of(Set.of(), false, 0, false, 1_000)).isEqualTo(new FeatureUse.None());
    }

    @Test
    void endlessAugmentationTurnsItOffAndSaysSo() {
        assertThat(of(FROZEN, true, 0, false, 1_000))
                .isInstanceOfSatisfying(
                        FeatureUse.Anew.class,
                        anew -> assertThat(anew.reason()).contains("new images in each epoch", "augment: {cached: 4}"));
        assertThat(of(FROZEN, true, 3, false, 1_000)).isInstanceOf(FeatureUse.Kept.class);
    }

    @Test
    void mixingTurnsItOffHoweverManyVariantsThereAre() {
        assertThat(of(FROZEN, true, 3, true, 1_000))
                .isInstanceOfSatisfying(
                        FeatureUse.Anew.class, anew -> assertThat(anew.reason()).contains("mixed images"));
    }

    @Test
    void noMoreThanTheBoundIsKept() {
        long perImage = 8L * 32 * 32 * Float.BYTES;
        long fitting = FeatureUse.MOST_BYTES / perImage;
        assertThat(of(Set.of("conv"), false, 0, false, fitting)).isInstanceOf(FeatureUse.Kept.class);
        assertThat(of(Set.of("conv"), false, 0, false, fitting + 1))
                .isInstanceOfSatisfying(
                        FeatureUse.Anew.class,
                        anew -> assertThat(anew.reason()).contains("at most " + FeatureUse.MOST_BYTES));
        assertThat(of(Set.of("conv"), true, 1, false, fitting)).isInstanceOf(FeatureUse.Anew.class);
    }

    private static FeatureUse of(Set<String> frozen, boolean augmented, int variants, boolean mixed, long images) {
        return FeatureUse.of(NET, frozen, new FeatureUse.Images(augmented, variants, mixed, images, images / 2, 32));
    }

    @Test
    void batchesThatSlotsHaveNoMemoryForAreNotRead() {
        int fitting = (int) (FeatureUse.MOST_BATCH_BYTES / (8 * 32 * 32 * Float.BYTES));
        assertThat(FeatureUse.of(NET, Set.of("conv"), new FeatureUse.Images(false, 0, false, 9_000, 8_000, fitting)))
                .isInstanceOf(FeatureUse.Kept.class);
        assertThat(FeatureUse.of(
                        NET, Set.of("conv"), new FeatureUse.Images(false, 0, false, 9_000, 8_000, fitting + 1)))
                .isInstanceOfSatisfying(
                        FeatureUse.Anew.class,
                        anew -> assertThat(anew.reason())
                                .contains("a batch of them", "at most " + FeatureUse.MOST_BATCH_BYTES));
    }
}
