package dev.stride.pluginhost.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSplitTest {

    private static final ImageSet.InMemory IMAGES = images(100, 4);

    @Test
    void everyImageIsInOnePartAndEveryClassInBothAlike() {
        DataSplit split = DataSplit.of(IMAGES, 4, 0.2, 1, 0);
        assertThat(IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
                        .sorted())
                .containsExactly(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
        assertThat(counts(split.validation())).containsOnly(5);
        assertThat(counts(split.train())).containsOnly(20);
    }

    @Test
    void theSeedAloneDecides() {
        assertThat(DataSplit.of(IMAGES, 4, 0.2, 1, 0).train())
                .isEqualTo(DataSplit.of(IMAGES, 4, 0.2, 1, 0).train());
        assertThat(DataSplit.of(IMAGES, 4, 0.2, 2, 0).train())
                .isNotEqualTo(DataSplit.of(IMAGES, 4, 0.2, 1, 0).train());
    }

    @Test
    void aPartOfTheTrainingImagesIsBalancedAndLeavesValidationAlone() {
        DataSplit part = DataSplit.of(IMAGES, 4, 0.2, 1, 12);
        assertThat(counts(part.train())).containsOnly(3);
        assertThat(part.validation())
                .isEqualTo(DataSplit.of(IMAGES, 4, 0.2, 1, 0).validation());
    }

    @Test
    void anEmptyPartIsRefused() {
        assertThatThrownBy(() -> DataSplit.of(images(4, 4), 4, 0.1, 1, 0))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'validation'");
    }

    @Test
    void statisticsAreThoseOfTheChosenImages() {
        var images = new ImageSet.InMemory(new ImageShape(1, 1, 2), new byte[] {0, (byte) 255, 7, 7}, new int[] {0, 1});
        ImageStatistics statistics = ChannelStatistics.of(images, new int[] {0});
        assertThat(statistics.mean().get(0)).isCloseTo(0.5, within(1e-12));
        assertThat(statistics.deviation().get(0)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void statisticsHaveTheCovarianceOfEachPairOfChannels() {
        var opposed = new ImageSet.InMemory(
                new ImageShape(2, 1, 2), new byte[] {0, (byte) 255, (byte) 255, 0}, new int[] {0});
        assertThat(ChannelStatistics.of(opposed, new int[] {0}).covariance())
                .isEqualTo(List.of(List.of(0.25, -0.25), List.of(-0.25, 0.25)));
    }

    @Test
    void contentIsNamedByClassesShapesLabelsAndPixels() {
        var data = new ImageData(List.of("a", "b", "c", "d"), IMAGES, images(8, 4), List.of());
        String hash = ContentHash.of(data);
        assertThat(ContentHash.of(new ImageData(data.classes(), IMAGES, images(8, 4), List.of("a remark"))))
                .isEqualTo(hash);
        assertThat(ContentHash.of(new ImageData(List.of("a", "b", "c", "e"), IMAGES, images(8, 4), List.of())))
                .isNotEqualTo(hash);
        byte[] pixels = IMAGES.pixels().clone();
        pixels[3]++;
        var changed = new ImageSet.InMemory(IMAGES.shape(), pixels, IMAGES.labels());
        assertThat(ContentHash.of(new ImageData(data.classes(), changed, images(8, 4), List.of())))
                .isNotEqualTo(hash);
    }

    private static Integer[] counts(int[] indices) {
        Integer[] counts = {0, 0, 0, 0};
        for (int index : indices) {
            counts[IMAGES.labels()[index]]++;
        }
        return counts;
    }

    private static ImageSet.InMemory images(int count, int classes) {
        byte[] pixels = new byte[count * 4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes;
            pixels[i * 4] = (byte) i;
        }
        return new ImageSet.InMemory(new ImageShape(1, 2, 2), pixels, labels);
    }
}
