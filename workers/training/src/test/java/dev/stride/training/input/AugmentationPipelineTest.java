package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationPipelineTest {

    private static final ImageStatistics IMAGES = ImageStatistics.unknown(new ImageShape(1, 8, 8));
    private static final List<AugmentationPipeline.Step> STEPS =
            List.of((images, random) -> Transform.Geometric.translation(random.nextDouble(), random.nextDouble()));

    @Test
    void anImageShowsAllItsVariantsAndNothingElse() {
        AugmentationPipeline pipeline = pipeline(5, 3);
        List<Composition> variants = IntStream.range(0, 3)
                .mapToObj(v -> pipeline.variant(v).draw(17))
                .toList();
        assertThat(variants).doesNotHaveDuplicates();
        assertThat(IntStream.rangeClosed(1, 50).mapToObj(epoch -> drawn(pipeline, epoch)))
                .containsOnlyElementsOf(variants)
                .containsAll(variants);
    }

    @Test
    void theShownVariantIsTheOneThatItSays() {
        AugmentationPipeline pipeline = pipeline(5, 3);
        AugmentationPipeline.Epoch epoch = pipeline.in(4).orElseThrow();
        for (int image = 0; image < 20; image++) {
            assertThat(epoch.draw(image))
                    .isEqualTo(pipeline.variant(epoch.shown(image)).draw(image));
        }
    }

    @Test
    void variantsAreTheSameForAllTrialsAndTheirOrderIsNot() {
        assertThat(pipeline(6, 3).variant(1).draw(17))
                .isEqualTo(pipeline(5, 3).variant(1).draw(17));
        assertThat(shown(pipeline(6, 3))).isNotEqualTo(shown(pipeline(5, 3))).isEqualTo(shown(pipeline(6, 3)));
    }

    private static List<Integer> shown(AugmentationPipeline pipeline) {
        return IntStream.rangeClosed(1, 50)
                .mapToObj(epoch -> pipeline.in(epoch).orElseThrow().shown(17))
                .toList();
    }

    @Test
    void withoutAugmentationsThereAreNone() {
        var nothing = new AugmentationPipeline(List.of(), IMAGES, 5, OptionalInt.of(3));
        assertThat(nothing.variants()).isZero();
        assertThat(nothing.in(1)).isEmpty();
    }

    private static Composition drawn(AugmentationPipeline pipeline, int epoch) {
        return pipeline.in(epoch).orElseThrow().draw(17);
    }

    private static AugmentationPipeline pipeline(long seed, int variants) {
        return new AugmentationPipeline(STEPS, IMAGES, seed, OptionalInt.of(variants));
    }
}
