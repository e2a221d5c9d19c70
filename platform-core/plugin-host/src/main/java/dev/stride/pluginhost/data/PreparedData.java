package dev.stride.pluginhost.data;

import dev.stride.bus.message.DataDescribed;
import dev.stride.model.DataSelection;
import dev.stride.spi.ImageData;

/**
 * A data set as trials use it: loaded, split, measured and named.
 *
 * @param statistics of the images that are learned from
 */
public record PreparedData(ImageData data, DataSplit split, ChannelStatistics statistics, String sha256) {

    public static PreparedData of(ImageData data, DataSelection selection) {
        DataSplit split = DataSplit.of(
                data.train(), data.classes().size(), selection.validation(), selection.seed(), selection.trainImages());
        return new PreparedData(data, split, ChannelStatistics.of(data.train(), split.train()), ContentHash.of(data));
    }

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
