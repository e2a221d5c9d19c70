package dev.stride.spi;

import dev.stride.model.ImageShape;

/**
 * Labelled images, each given by its index from 0 on: in memory, or read when asked for. The same index gives the same
 * pixels each time and everywhere. Safe for use by several threads.
 */
public sealed interface ImageSet {

    /** What a net gets of each image. */
    ImageShape shape();

    /** One an image, from 0: the index of its class; not to be changed. */
    int[] labels();

    /** How many images there are. */
    default int count() {
        return labels().length;
    }

    /**
     * An image: of the shape, or of a size of its own. Out of the latter the platform samples the shape: the shorter side
     * and the centre of the longer one, and what augmentations make of these; with the mean of areas where that is coarser
     * than the image.
     *
     * @throws dev.stride.model.PlatformException with {@code DATA_UNAVAILABLE} where it can no longer be read, or is
     *     another one than it was
     */
    Image image(int index);

    /** {@link Image#sha256} of an image, for the name of the content. */
    default byte[] sha256(int index) {
        return image(index).sha256();
    }

    /**
     * The sums of an image's channels, for the statistics of images that are learned from: of the image at the {@link
     * #shape}, so that a large one weighs no more than a small one.
     */
    default ChannelSums sums(int index) {
        return ChannelSums.of(image(index));
    }

    /**
     * Images in one array.
     *
     * @param shape of every image
     * @param pixels unsigned bytes, image after image, each (channels, height, width), RGB where there are three
     *     channels; not to be changed
     */
    record InMemory(ImageShape shape, byte[] pixels, int[] labels) implements ImageSet {

        /** @throws IllegalArgumentException where the pixels are not as many as the labels and the shape say */
        public InMemory {
            if (pixels.length != shape.size() * labels.length) {
                throw new IllegalArgumentException(labels.length + " images of " + shape + " have "
                        + shape.size() * labels.length + " bytes, not " + pixels.length);
            }
        }

        @Override
        public Image image(int index) {
            return new Image(shape, pixels, (int) shape.size() * index);
        }
    }

    /**
     * Images that are decoded when asked for, by several threads at a time. The platform asks for the digest of each
     * image, and for the sums of those that are learned from, whenever it loads the data: a set that would have to
     * decode for that keeps them.
     */
    non-sealed interface Streamed extends ImageSet {}
}
