package dev.stride.training.features;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The features of some images of a set.
 *
 * @param indices of the images in the set, ascending; the row of each is its place here
 */
record FeatureRows(FeatureFile file, int[] indices) {

    /**
     * Reads the features of an image.
     *
     * @throws IllegalArgumentException where it has none here
     */
    void read(int index, ByteBuffer into) {
        int row = Arrays.binarySearch(indices, index);
        if (row < 0) {
            throw new IllegalArgumentException("there are no features of image " + index);
        }
        file.read(row, into);
    }
}
