package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import java.util.List;

/**
 * How a CIFAR set lies in its binary files: records of labels and the 3,072 pixels of an image, red, green, blue.
 *
 * @param archive its name where it is published
 * @param trainFiles in the order of their images
 * @param imagesATrainFile records in each of them
 * @param labels how many bytes of labels a record begins with
 */
record CifarLayout(
        String archive, List<String> trainFiles, int imagesATrainFile, String testFile, int testImages, int labels) {

    static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    static final CifarLayout TEN = new CifarLayout(
            "cifar-10-binary.tar.gz",
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            10_000,
            "test_batch.bin",
            10_000,
            1);

    static final CifarLayout HUNDRED =
            new CifarLayout("cifar-100-binary.tar.gz", List.of("train.bin"), 50_000, "test.bin", 10_000, 2);

    int trainImages() {
        return trainFiles.size() * imagesATrainFile;
    }

    /** In bytes. */
    int recordLength() {
        return labels + (int) SHAPE.size();
    }
}
