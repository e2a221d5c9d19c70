package dev.stride.training.program;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;

/** Images of random bytes, always the same, with their labels in turns. */
final class RandomBatch {

    private RandomBatch() {}

    static Batch of(ImageShape shape, int count, int classes) {
        var random = RandomStream.of(9);
        var batch = new Batch(shape, count, false);
        for (int i = 0; i < count * shape.size(); i++) {
            batch.pixels().put(i, (byte) random.nextInt(256));
        }
        for (int i = 0; i < count; i++) {
            batch.labels()[i] = i % classes;
        }
        batch.setCount(count);
        return batch;
    }
}
