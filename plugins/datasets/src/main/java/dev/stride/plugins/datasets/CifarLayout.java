package dev.stride.plugins.datasets;

import dev.stride.model.ImageShape;
import java.util.List;

/**
 * How a CIFAR set lies in its binary files: records of labels and the 3,072 pixels of an image, red, green, blue.
 *
 * @param archive that has the files
 * @param trainFiles in the order of their images
 * @param imagesATrainFile records in each of them
 * @param labels how many bytes of labels a record begins with
 */
record CifarLayout(
        PublishedFile archive,
        List<String> trainFiles,
        int imagesATrainFile,
        String testFile,
        int testImages,
        int labels) {

    private static final String HOME = "https://www.cs.toronto.edu/~kriz/";

    static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    static final CifarLayout TEN = new CifarLayout(
            new PublishedFile(
                    HOME + "cifar-10-binary.tar.gz",
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            10_000,
            "test_batch.bin",
            10_000,
            1);

    static final CifarLayout HUNDRED = new CifarLayout(
            new PublishedFile(
                    HOME + "cifar-100-binary.tar.gz",
                    "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
            List.of("train.bin"),
            50_000,
            "test.bin",
            10_000,
            2);

    int trainImages() {
        return trainFiles.size() * imagesATrainFile;
    }

    /** In bytes. */
    int recordLength() {
        return labels + (int) SHAPE.size();
    }
}
