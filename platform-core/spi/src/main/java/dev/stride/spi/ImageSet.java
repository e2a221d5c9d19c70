package dev.stride.spi;

import dev.stride.model.ImageShape;

/**
 * Labelled images of one shape.
 *
 * @param shape of every image
 * @param pixels unsigned bytes, image after image, each (channels, height, width), RGB where there are three channels;
 *     not to be changed
 * @param labels one an image, from 0: the index of its class; not to be changed
 */
public record ImageSet(ImageShape shape, byte[] pixels, int[] labels) {

    /** @throws IllegalArgumentException where the pixels are not as many as the labels and the shape say */
    public ImageSet {
        if (pixels.length != shape.size() * labels.length) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " have "
                    + shape.size() * labels.length + " bytes, not " + pixels.length);
        }
    }

    /** How many images there are. */
    public int count() {
        return labels.length;
    }
}
