package dev.stride.spi;

import java.util.List;

/**
 * A data set: at least two classes, with images to learn from and images to test with.
 *
 * @param classes the names of the classes; a label is an index into them
 * @param train the images to learn from
 * @param test the images to test with, of the same shape
 * @param remarks what people should know, for example how many files could not be read
 */
public record ImageData(List<String> classes, ImageSet train, ImageSet test, List<String> remarks) {

    /** @throws Misfit where the parts do not belong together: a label without a class, another shape, an empty part */
    public ImageData {
        classes = List.copyOf(classes);
        remarks = List.copyOf(remarks);
        if (classes.size() < 2) {
            throw new Misfit("the data set has the classes " + classes, "give images of at least 2 classes");
        }
        if (!test.shape().equals(train.shape())) {
            throw new Misfit(
                    "the training images are " + train.shape() + ", the test images " + test.shape(),
                    "give both the same size and channels");
        }
        requireLabels("training", train, classes.size());
        requireLabels("test", test, classes.size());
    }

    private static void requireLabels(String part, ImageSet images, int classes) {
        if (images.count() == 0) {
            throw new Misfit("there are no " + part + " images", "add images to the part that has none");
        }
        for (int i = 0; i < images.count(); i++) {
            int label = images.labels()[i];
            if (label < 0 || label >= classes) {
                throw new Misfit(
                        part + " image " + i + " has the label " + label,
                        "labels go from 0 to " + (classes - 1) + ", one for each class: correct it");
            }
        }
    }
}
