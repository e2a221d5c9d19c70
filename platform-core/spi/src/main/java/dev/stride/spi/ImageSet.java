package dev.stride.spi;

import dev.stride.model.ImageShape;

/**
 * Labelled images of one shape.
 *
 * @param pixels unsigned bytes, image after image, each (channels, height, width), RGB where there are three channels;
 *     not to be changed
 * @param labels one a image, from 0; not to be changed
 */
public record ImageSet(ImageShape shape, byte[] pixels, int[] labels) {
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
