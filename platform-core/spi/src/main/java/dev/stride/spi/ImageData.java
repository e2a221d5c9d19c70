package dev.stride.spi;

import java.util.List;

/**
 * A data set in memory.
 *
 * @param classes the names of the classes; a label is an index into them
 * @param train the images to learn from
 * @param test the images to test with, of the same shape
 * @param remarks what people should know, for example how many files could not be read
 */
public record ImageData(List<String> classes, ImageSet train, ImageSet test, List<String> remarks) {
    public ImageData {
        classes = List.copyOf(classes);
        remarks = List.copyOf(remarks);
    }
}
