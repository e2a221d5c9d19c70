package dev.stride.plugins.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.RandomStream;
import dev.stride.spi.Transform;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Transforms that follow each other are one transform. */
class CompositionTest {

    @Property(tries = 300)
    void aPixelOfTheResultIsLookedUpThroughTheLastChangeFirst(@ForAll long seed) {
        var random = RandomStream.of(seed);
        Transform.Geometric first = map(random);
        Transform.Geometric next = map(random);
        double[] place = {random.nextDouble(-16, 16), random.nextDouble(-16, 16)};
        assertThat(look(first.then(next), place)).containsExactly(look(first, look(next, place)), within(1e-9));
    }

    @Property(tries = 300)
    void aColourIsChangedByTheFirstAndThenByTheNext(@ForAll long seed) {
        var random = RandomStream.of(seed);
        Transform.Colour first = colour(random);
        Transform.Colour next = colour(random);
        double[] pixel = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
        assertThat(change(first.then(next), pixel)).containsExactly(change(next, change(first, pixel)), within(1e-9));
    }

    private static Transform.Geometric map(RandomStream random) {
        return new Transform.Geometric(
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian());
    }

    private static double[] look(Transform.Geometric map, double[] place) {
        return new double[] {
            map.xx() * place[0] + map.xy() * place[1] + map.dx(), map.yx() * place[0] + map.yy() * place[1] + map.dy()
        };
    }

    private static Transform.Colour colour(RandomStream random) {
        double[][] matrix = new double[3][3];
        for (double[] row : matrix) {
            for (int c = 0; c < row.length; c++) {
                row[c] = random.nextGaussian();
            }
        }
        return new Transform.Colour(
                matrix, new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
    }

    private static double[] change(Transform.Colour colour, double[] pixel) {
        double[] changed = colour.offset().clone();
        for (int i = 0; i < changed.length; i++) {
            for (int j = 0; j < pixel.length; j++) {
                changed[i] += colour.matrix()[i][j] * pixel[j];
            }
        }
        return changed;
    }
}
