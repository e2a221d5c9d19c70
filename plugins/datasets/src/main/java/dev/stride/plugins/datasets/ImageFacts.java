package dev.stride.plugins.datasets;

import dev.stride.spi.ChannelSums;
import dev.stride.spi.Image;

/**
 * What is to be known of an image without reading it again.
 *
 * @param sha256 of the image as the data set has it
 * @param sums of the image at the data set's shape
 */
record ImageFacts(byte[] sha256, ChannelSums sums) {

    static ImageFacts of(Image image, Image shaped) {
        return new ImageFacts(image.sha256(), ChannelSums.of(shaped));
    }
}
