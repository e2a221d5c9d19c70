package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.spi.DataAccess;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Misfit;
import dev.stride.spi.testkit.DatasetContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticTest extends DatasetContract<Synthetic.Parameters> {

    @Override
    protected Synthetic module() {
        return new Synthetic();
    }

    /** Checkpoints and results name data by its content: it must not change between releases and machines. */
    @Test
    void itsPixelsAreTheSameEverywhere() {
        ImageData data = load(colour(1));
        assertThat(Sha256.of(pixels(data.train())))
                .isEqualTo("e60756674d3375d55f348f839c00af84eb0f7ddf8d211b1dfc4a093b8a60ff2c");
        assertThat(Sha256.of(pixels(data.test())))
                .isEqualTo("7c5a676a8a3c97e94108810594690d2526c5411afae4d428356262b0ed24a93f");
    }

    @Test
    void anotherSeedGivesOtherImagesAndTheSameLabels() {
        ImageData one = load(colour(1));
        ImageData two = load(colour(2));
        assertThat(Arrays.equals(pixels(one.train()), pixels(two.train()))).isFalse();
        assertThat(one.train().labels()).isEqualTo(two.train().labels());
    }

    @Test
    void moreImagesBeginWithTheSameOnes() {
        ImageSet few = load(new Synthetic.Parameters(3, 1, 8, 10, 4, 0.1, 1)).train();
        ImageSet many = load(new Synthetic.Parameters(3, 1, 8, 20, 4, 0.1, 1)).train();
        assertThat(Arrays.copyOf(pixels(many), pixels(few).length)).isEqualTo(pixels(few));
    }

    @Test
    void withoutNoiseAnImageIsAGratingAlongItsAngle() {
        ImageSet images = load(new Synthetic.Parameters(2, 1, 12, 4, 2, 0, 1)).train();
        // Class 0 waves along x: every row is the same. Class 1, at a right angle, along y: every column is.
        byte[] along = Arrays.copyOfRange(pixels(images), 0, 144);
        byte[] across = Arrays.copyOfRange(pixels(images), 144, 288);
        for (int y = 0; y < 12; y++) {
            assertThat(Arrays.copyOfRange(along, 12 * y, 12 * y + 12)).isEqualTo(Arrays.copyOf(along, 12));
            assertThat(Arrays.copyOfRange(across, 12 * y, 12 * y + 12)).containsOnly(across[12 * y]);
        }
        assertThat(along[0]).isNotEqualTo(along[2]);
        assertThat(across[0]).isNotEqualTo(across[24]);
    }

    @Test
    void theLargestParametersAreRefusedForTheirMemory() {
        var largest = new Synthetic.Parameters(10, 3, 512, 1_000_000, 1_000_000, 0.1, 1);
        var access = new DataAccess(cache, false, DataAccess.MOST_MEMORY, line -> {});
        assertThatThrownBy(() -> module().load(largest, access))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("2000000 images of 3x512x512 need 1500000 MiB");
    }

    @Test
    void twoChannelsAreNoColour() {
        assertThatThrownBy(() -> new Synthetic.Parameters(10, 2, 28, 100, 100, 0.1, 1))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("2 channels");
    }

    private static Synthetic.Parameters colour(long seed) {
        return new Synthetic.Parameters(10, 3, 28, 100, 20, 0.1, seed);
    }

    private static byte[] pixels(ImageSet set) {
        return ((ImageSet.InMemory) set).pixels();
    }

    private ImageData load(Synthetic.Parameters parameters) {
        return module().load(parameters, access());
    }
}
