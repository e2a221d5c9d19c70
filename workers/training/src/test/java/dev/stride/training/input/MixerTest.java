package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import dev.stride.training.program.Batch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MixerTest {

    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5};

    @Test
    void blendedPixelsAndLabelsAreMeansByTheShare() {
        Batch batch = filled(new Transform.Mix(0.75, Optional.empty()));
        Batch.Mixture mixture = batch.mixture().orElseThrow();
        for (int i = 0; i < ORDER.length; i++) {
            assertThat(mixture.shares()[i]).isEqualTo(0.75f);
            float expected = 10 * (0.75f * i + 0.25f * mixture.labels()[i]);
            assertThat(pixel(batch, i, 3)).isCloseTo(expected, within(1e-4f));
        }
    }

    @Test
    void aPastedBoxTakesTheOthersPixelsAndItsArea() {
        Batch batch = filled(new Transform.Mix(0, Optional.of(new Transform.Box(1, -1, 5, 1))));
        Batch.Mixture mixture = batch.mixture().orElseThrow();
        for (int i = 0; i < ORDER.length; i++) {
            assertThat(mixture.shares()[i]).isEqualTo(0.75f);
            assertThat(pixel(batch, i, 0)).isEqualTo(10 * i);
            assertThat(pixel(batch, i, 2)).isEqualTo(10 * mixture.labels()[i]);
            assertThat(pixel(batch, i, 3)).isEqualTo(10 * i);
        }
    }

    @Test
    void eachImageIsThePartnerOfOneAndTheChoiceRepeats() {
        var mix = new Transform.Mix(0.5, Optional.empty());
        long[] partners = filled(mix).mixture().orElseThrow().labels();
        assertThat(partners).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(filled(mix).mixture().orElseThrow().labels()).containsExactly(partners);
    }

    @Test
    void aBatchWithoutMixedImagesHasPlainLabels() {
        assertThat(filled(Transform.IDENTITY).mixture()).isEmpty();
    }

    /** Image i is 10 i everywhere, with the label i. */
    private static Batch filled(Transform transform) {
        byte[] pixels = new byte[ORDER.length * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (10 * (i / 4));
        }
        var pipeline =
                new AugmentationPipeline(List.of((images, random) -> transform), ImageStatistics.unknown(SHAPE), 5);
        var images = new ImageSet.InMemory(SHAPE, pixels, ORDER);
        var filling = new Filling(
                new Pass(images, ORDER, new int[] {ORDER.length}, pipeline.in(1)),
                0,
                new Batch(SHAPE, ORDER.length, true));
        filling.draw();
        filling.work(new Sampler(SHAPE), () -> false);
        return filling.finish(new Mixer(SHAPE));
    }

    private static float pixel(Batch batch, int image, int place) {
        return batch.pixels().asFloatBuffer().get(4 * image + place);
    }
}
