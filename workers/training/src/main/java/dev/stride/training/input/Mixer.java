package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.Transform;
import dev.stride.training.program.Batch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mixes the images of a batch, once each has been changed on its own. For one thread. */
final class Mixer {

    private final ImageShape shape;
    private final int size;
    private float[] unmixed = new float[0];

    Mixer(ImageShape shape) {
        this.shape = shape;
        this.size = Math.toIntExact(shape.size());
    }

    /**
     * Mixes.
     *
     * @param images of the batch, from its beginning
     * @param mixes of each image; null where it stays itself
     * @param partners for each image the other's place in the batch
     */
    Optional<Batch.Mixture> mix(FloatBuffer images, long[] labels, Transform.@Nullable Mix[] mixes, int[] partners) {
        int count = partners.length;
        if (Arrays.stream(mixes).limit(count).allMatch(mix -> mix == null)) {
            return Optional.empty();
        }
        if (unmixed.length < count * size) {
            unmixed = new float[count * size];
        }
        images.get(0, unmixed, 0, count * size);
        long[] others = new long[count];
        float[] shares = new float[count];
        for (int i = 0; i < count; i++) {
            others[i] = labels[partners[i]];
            shares[i] = mixes[i] == null ? 1 : share(mixes[i]);
            if (mixes[i] != null) {
                put(images, i * size, partners[i] * size, mixes[i]);
            }
        }
        return Optional.of(new Batch.Mixture(others, shares));
    }

    /** A box that is cut off by the image's edge leaves the image a larger share. */
    private float share(Transform.Mix mix) {
        return (float) (double) mix.box()
                .map(box -> 1 - (double) inside(box).area() / (shape.height() * shape.width()))
                .orElse(mix.share());
    }

    private Transform.Box inside(Transform.Box box) {
        return box.within(shape.height(), shape.width());
    }

    private void put(FloatBuffer images, int own, int other, Transform.Mix mix) {
        if (mix.box().isEmpty()) {
            float share = (float) mix.share();
            for (int i = 0; i < size; i++) {
                images.put(own + i, share * unmixed[own + i] + (1 - share) * unmixed[other + i]);
            }
            return;
        }
        Transform.Box box = inside(mix.box().get());
        int length = box.right() - box.left();
        for (int c = 0; c < shape.channels() && box.area() > 0; c++) {
            for (int y = box.top(); y < box.bottom(); y++) {
                int row = (c * shape.height() + y) * shape.width() + box.left();
                images.put(own + row, unmixed, other + row, length);
            }
        }
    }
}
