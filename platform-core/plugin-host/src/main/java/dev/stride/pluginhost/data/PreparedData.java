package dev.stride.pluginhost.data;

import dev.stride.bus.message.DataDescribed;
import dev.stride.model.DataSelection;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageStatistics;

/**
 * A data set as trials use it: loaded, split, measured and named.
 *
 * @param data all images
 * @param split which of the training images are learned from and which validate
 * @param statistics of the images that are learned from
 * @param sha256 of the content, see {@link ContentHash}
 */
public record PreparedData(ImageData data, DataSplit split, ImageStatistics statistics, String sha256) {

    /**
     * Splits, measures and names a data set as a selection has it.
     *
     * @throws dev.stride.spi.Misfit where a part of the split would be empty
     */
    public static PreparedData of(ImageData data, DataSelection selection) {
        DataSplit split = DataSplit.of(
                data.train(), data.classes().size(), selection.validation(), selection.seed(), selection.trainImages());
        return new PreparedData(data, split, ChannelStatistics.of(data.train(), split.train()), ContentHash.of(data));
    }

    /** What the other nodes need to know of it. */
    public DataDescribed describe() {
        return new DataDescribed(
                data.train().shape(),
                data.classes(),
                split.train().length,
                split.validation().length,
                data.test().count(),
                statistics.mean(),
                statistics.deviation(),
                sha256,
                data.remarks());
    }
}
