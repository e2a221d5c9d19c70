package dev.stride.plugins.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Misfit;
import dev.stride.spi.Transform;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds each augmentation to its definition, over many draws. */
class DefinitionsTest {

    private static final int DRAWS = 10_000;
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

    @Test
    void mirroringTwiceIsNothing() {
        var mirror = (Transform.Geometric) new Mirror().draw(new Mirror.Parameters(1), COLOUR, stream(0));
        assertThat(mirror.then(mirror)).isEqualTo(Transform.Geometric.IDENTITY);
    }

    @Test
    void mirroringIsAsFrequentAsItsProbability() {
        long mirrored = IntStream.range(0, DRAWS)
                .filter(i -> new Mirror().draw(new Mirror.Parameters(0.3), COLOUR, stream(i)) != Transform.IDENTITY)
                .count();
        assertThat((double) mirrored / DRAWS).isCloseTo(0.3, within(0.02));
    }

    @Test
    void croppingReachesEveryPlaceOfTheBorderAndNoOther() {
        var places = IntStream.range(0, DRAWS)
                .mapToObj(i ->
                        (Transform.Geometric) new RandomCrop().draw(new RandomCrop.Parameters(2), COLOUR, stream(i)))
                .distinct()
                .toList();
        assertThat(places).hasSize(25).allMatch(t -> Math.abs(t.dx()) <= 2 && Math.abs(t.dy()) <= 2);
    }

    @Test
    void aBorderThatLosesTheImageIsRefused() {
        assertThatThrownBy(() -> new RandomCrop().check(new RandomCrop.Parameters(17), COLOUR))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("17");
    }

    @Test
    void aQuarterTurnIsATranspositionAndAMirror() {
        var transposition = new Transform.Geometric(0, 1, 0, 1, 0, 0);
        var mirror = new Transform.Geometric(-1, 0, 0, 0, 1, 0);
        close(Rotation.by(90), mirror.then(transposition));
    }

    @Test
    void turningForthAndBackIsNothing() {
        close(Rotation.by(33).then(Rotation.by(-33)), Transform.Geometric.IDENTITY);
    }

    @Test
    void anglesFillTheirRange() {
        double[] angles = IntStream.range(0, DRAWS)
                .mapToObj(
                        i -> (Transform.Geometric) new Rotation().draw(new Rotation.Parameters(20), COLOUR, stream(i)))
                .mapToDouble(t -> Math.toDegrees(Math.atan2(t.yx(), t.xx())))
                .sorted()
                .toArray();
        assertThat(angles[0]).isBetween(-20.0, -19.8);
        assertThat(angles[DRAWS - 1]).isBetween(19.8, 20.0);
        assertThat(angles[DRAWS / 2]).isCloseTo(0, within(0.7));
    }

    @Test
    void channelsShiftIndependently() {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double[] offset = ((Transform.Colour)
                            new ColourShift().draw(new ColourShift.Parameters(0.2), COLOUR, stream(i)))
                    .offset();
            assertThat(offset).hasSize(3);
            assertThat(Math.abs(offset[0])).isLessThanOrEqualTo(0.2);
            sum += offset[0] * offset[1];
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(0.001));
    }

    @Test
    void greyImagesShiftTheirOneChannel() {
        var shift = (Transform.Colour)
                new ColourShift().draw(new ColourShift.Parameters(0.2), new ImageShape(1, 8, 8), stream(1));
        assertThat(shift.offset()).hasSize(1);
    }

    private static void close(Transform.Geometric a, Transform.Geometric b) {
        assertThat(new double[] {a.xx(), a.xy(), a.dx(), a.yx(), a.yy(), a.dy()})
                .containsExactly(new double[] {b.xx(), b.xy(), b.dx(), b.yx(), b.yy(), b.dy()}, within(1e-12));
    }

    private static RandomStream stream(int i) {
        return RandomStream.of(7).split(i);
    }
}
