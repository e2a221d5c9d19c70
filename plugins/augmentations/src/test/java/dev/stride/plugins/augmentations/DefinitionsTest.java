package dev.stride.plugins.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.Transform;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds each augmentation to its definition, over many draws. */
class DefinitionsTest {

    private static final int DRAWS = 10_000;
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);
    private static final ImageStatistics IMAGES = ImageStatistics.unknown(COLOUR);

    @Test
    void mirroringTwiceIsNothing() {
        var mirror = (Transform.Geometric) new Mirror().draw(new Mirror.Parameters(1), IMAGES, stream(0));
        assertThat(mirror.then(mirror)).isEqualTo(Transform.Geometric.IDENTITY);
    }

    @Test
    void mirroringIsAsFrequentAsItsProbability() {
        long mirrored = IntStream.range(0, DRAWS)
                .filter(i -> new Mirror().draw(new Mirror.Parameters(0.3), IMAGES, stream(i)) != Transform.IDENTITY)
                .count();
        assertThat((double) mirrored / DRAWS).isCloseTo(0.3, within(0.02));
    }

    @Test
    void croppingReachesEveryPlaceOfTheBorderAndNoOther() {
        var places = IntStream.range(0, DRAWS)
                .mapToObj(i ->
                        (Transform.Geometric) new RandomCrop().draw(new RandomCrop.Parameters(2, 1), IMAGES, stream(i)))
                .distinct()
                .toList();
        assertThat(places).hasSize(25).allMatch(t -> Math.abs(t.dx()) <= 2 && Math.abs(t.dy()) <= 2);
    }

    @Test
    void aBorderThatLosesTheImageIsRefused() {
        assertThatThrownBy(() -> new RandomCrop().check(new RandomCrop.Parameters(17, 1), COLOUR))
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
                        i -> (Transform.Geometric) new Rotation().draw(new Rotation.Parameters(20), IMAGES, stream(i)))
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
                            new ColourShift().draw(new ColourShift.Parameters(0.2), IMAGES, stream(i)))
                    .offset();
            assertThat(offset).hasSize(3);
            assertThat(Math.abs(offset[0])).isLessThanOrEqualTo(0.2);
            sum += offset[0] * offset[1];
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(0.001));
    }

    @Test
    void greyImagesShiftTheirOneChannel() {
        var shift = (Transform.Colour) new ColourShift()
                .draw(new ColourShift.Parameters(0.2), ImageStatistics.unknown(new ImageShape(1, 8, 8)), stream(1));
        assertThat(shift.offset()).hasSize(1);
    }

    @Test
    void aSmallerCutStaysInsideImageAndBorderAndFillsItsRange() {
        double least = 1;
        for (int i = 0; i < DRAWS; i++) {
            var cut = (Transform.Geometric) new RandomCrop().draw(new RandomCrop.Parameters(2, 0.5), IMAGES, stream(i));
            assertThat(cut.xx()).isEqualTo(cut.yy()).isBetween(0.5, 1.0);
            assertThat(cut.xx() * 16 + Math.abs(cut.dx())).isLessThanOrEqualTo(16 + 2 + 1e-9);
            least = Math.min(least, cut.xx());
        }
        assertThat(least).isLessThan(0.501);
    }

    @Test
    void shearingSlantsOneAxisAndKeepsAreas() {
        long rows = 0;
        for (int i = 0; i < DRAWS; i++) {
            var shear = (Transform.Geometric) new Shear().draw(new Shear.Parameters(20), IMAGES, stream(i));
            assertThat(shear.xx() * shear.yy() - shear.xy() * shear.yx()).isEqualTo(1);
            assertThat(Math.abs(Math.toDegrees(Math.atan(shear.xy() + shear.yx()))))
                    .isLessThanOrEqualTo(20);
            rows += shear.yx() == 0 ? 1 : 0;
        }
        assertThat((double) rows / DRAWS).isCloseTo(0.5, within(0.02));
        close(Shear.rows(0.3).then(Shear.rows(-0.3)), Transform.Geometric.IDENTITY);
    }

    @Test
    void translationReachesItsShareOfTheSides() {
        double[] shifts = IntStream.range(0, DRAWS)
                .mapToObj(i -> (Transform.Geometric)
                        new Translation().draw(new Translation.Parameters(0.25), IMAGES, stream(i)))
                .mapToDouble(Transform.Geometric::dx)
                .sorted()
                .toArray();
        assertThat(shifts[0]).isBetween(-8.0, -7.98);
        assertThat(shifts[DRAWS - 1]).isBetween(7.98, 8.0);
    }

    @Test
    void enlargingIsAsLikelyAsReducing() {
        long larger = IntStream.range(0, DRAWS)
                .mapToObj(i -> (Transform.Geometric) new Scaling().draw(new Scaling.Parameters(1.5), IMAGES, stream(i)))
                .peek(t -> assertThat(t.xx()).isEqualTo(t.yy()).isBetween(1 / 1.5, 1.5))
                .filter(t -> t.xx() < 1)
                .count();
        assertThat((double) larger / DRAWS).isCloseTo(0.5, within(0.02));
    }

    @Test
    void warpsStayWithinTheirPixelsAndDoNotFold() {
        var warp = (Transform.Warp) new LocalWarp().draw(new LocalWarp.Parameters(1.5, 5), IMAGES, stream(0));
        assertThat(warp.dx()).hasSize(25);
        assertThat(java.util.Arrays.stream(warp.dx()).map(Math::abs).max().orElseThrow())
                .isBetween(1.0, 1.5);
        assertThatThrownBy(() -> new LocalWarp().check(new LocalWarp.Parameters(3.2, 5), COLOUR))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("3.2")
                .hasMessageContaining("at most 3.1");
    }

    @Test
    void principalColoursShiftAlongTheEigenvectorsByTheirEigenvalues() {
        var images = new ImageStatistics(
                COLOUR,
                List.of(0.5, 0.5, 0.5),
                List.of(0.25, 0.25, 0.25),
                List.of(List.of(0.06, 0.05, 0.04), List.of(0.05, 0.07, 0.05), List.of(0.04, 0.05, 0.08)));
        double[][] expected = new double[3][3];
        for (Eigen.Pair pair : Eigen.of(images.covariance())) {
            for (int i = 0; i < 9; i++) {
                expected[i / 3][i % 3] += Math.pow(0.1 * pair.value(), 2) * pair.vector()[i / 3] * pair.vector()[i % 3];
            }
        }
        double[][] found = new double[3][3];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] offset = ((Transform.Colour)
                            new PcaColour().draw(new PcaColour.Parameters(0.1), images, stream(draw)))
                    .offset();
            for (int i = 0; i < 9; i++) {
                found[i / 3][i % 3] += offset[i / 3] * offset[i % 3] / DRAWS;
            }
        }
        for (int i = 0; i < 9; i++) {
            double value = expected[i / 3][i % 3];
            assertThat(found[i / 3][i % 3]).isCloseTo(value, within(0.05 * value));
        }
    }

    @Test
    void eigenvectorsDiagonaliseTheirMatrix() {
        List<List<Double>> matrix =
                List.of(List.of(2.0, -1.0, 0.5), List.of(-1.0, 3.0, 0.25), List.of(0.5, 0.25, -1.0));
        for (Eigen.Pair pair : Eigen.of(matrix)) {
            for (int row = 0; row < 3; row++) {
                double image = 0;
                for (int column = 0; column < 3; column++) {
                    image += matrix.get(row).get(column) * pair.vector()[column];
                }
                assertThat(image).isCloseTo(pair.value() * pair.vector()[row], within(1e-12));
            }
        }
    }

    @Test
    void brightnessScalesAndContrastTurnsAroundTheMean() {
        var brighter = (Transform.Colour) new Brightness().draw(new Brightness.Parameters(0.2), IMAGES, stream(3));
        assertThat(brighter.offset()).containsExactly(new double[3], within(0.0));
        assertThat(brighter.matrix()[0][0]).isEqualTo(brighter.matrix()[2][2]).isBetween(0.8, 1.2);
        var contrast = (Transform.Colour) new Contrast().draw(new Contrast.Parameters(0.5), IMAGES, stream(3));
        double mean = contrast.matrix()[1][1] * 0.5 + contrast.offset()[1];
        assertThat(mean).as("the mean stays").isCloseTo(0.5, within(1e-12));
    }

    @Test
    void saturationKeepsBrightnessAndWithoutAnyAllIsGrey() {
        double[][] pale = Saturation.by(0).matrix();
        assertThat(pale[0]).containsExactly(pale[1]).containsExactly(pale[2]);
        double[][] strong = Saturation.by(1.7).matrix();
        for (int column = 0; column < 3; column++) {
            double luminance = 0;
            for (int row = 0; row < 3; row++) {
                luminance += Channels.LUMINANCE[row] * strong[row][column];
            }
            assertThat(luminance).isCloseTo(Channels.LUMINANCE[column], within(1e-12));
        }
    }

    @Test
    void colourOperationsRefuseGreyImages() {
        var grey = new ImageShape(1, 28, 28);
        assertThatThrownBy(() -> new PcaColour().check(new PcaColour.Parameters(0.1), grey))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1x28x28");
        assertThatThrownBy(() -> new Saturation().check(new Saturation.Parameters(0.1), grey))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1x28x28");
    }

    @Test
    void cutoutPaintsTheMeanAroundEveryPixel() {
        var rows = new java.util.TreeSet<Integer>();
        for (int i = 0; i < DRAWS; i++) {
            var erased = (Transform.Erase) new Cutout().draw(new Cutout.Parameters(0.5, 1), IMAGES, stream(i));
            assertThat(erased.box().area()).isEqualTo(16 * 16);
            assertThat(erased.value()).containsOnly(0.5);
            rows.add(erased.box().top() + 8);
        }
        assertThat(rows).hasSize(32);
    }

    @Test
    void sharesOfMixedImagesFollowTheirBetaDistribution() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            var mix = (Transform.Mix) new Mixup().draw(new Mixup.Parameters(0.4, 1), IMAGES, stream(i));
            assertThat(mix.box()).isEmpty();
            sum += mix.share();
            squares += mix.share() * mix.share();
        }
        double mean = sum / DRAWS;
        assertThat(mean).isCloseTo(0.5, within(0.015));
        double variance = 1 / (4 * (2 * 0.4 + 1));
        assertThat(squares / DRAWS - mean * mean).isCloseTo(variance, within(0.03 * variance));
    }

    @Test
    void pastedBoxesLeaveTheImageItsShareOfTheArea() {
        for (int i = 0; i < DRAWS; i++) {
            var mix = (Transform.Mix) new CutMix().draw(new CutMix.Parameters(1, 1), IMAGES, stream(i));
            assertThat(mix.box().orElseThrow())
                    .isEqualTo(mix.box().orElseThrow().within(32, 32));
            assertThat(mix.share()).isEqualTo(1 - mix.box().orElseThrow().area() / 1024.0);
        }
    }

    private static void close(Transform.Geometric a, Transform.Geometric b) {
        assertThat(new double[] {a.xx(), a.xy(), a.dx(), a.yx(), a.yy(), a.dy()})
                .containsExactly(new double[] {b.xx(), b.xy(), b.dx(), b.yx(), b.yy(), b.dy()}, within(1e-12));
    }

    private static RandomStream stream(int i) {
        return RandomStream.of(7).split(i);
    }
}
