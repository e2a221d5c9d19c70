package dev.stride.training.program;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Images of one step, in memory that is used again for the next: unsigned bytes, or 32-bit floats from 0 to 255 where
 * augmentation made fractions of them. Or what a net's fixed part gives for them, in floats. For one thread.
 */
public final class Batch {

    private final TensorShape shape;
    private final boolean floats;
    private final ByteBuffer pixels;
    private final long[] labels;
    private Optional<Mixture> mixture = Optional.empty();
    private int count;

    /**
     * Of what else each image is made.
     *
     * @param labels of the other images, one an image
     * @param shares of the images' own labels, in [0, 1]; the others' are what is left
     */
    public record Mixture(long[] labels, float[] shares) {}

    /**
     * Takes memory.
     *
     * @throws PlatformException with {@code MISFIT} where the images take more than 2 GiB
     */
    public Batch(ImageShape shape, int capacity, boolean floats) {
        this(TensorShape.Maps.of(shape), capacity, floats);
    }

    /**
     * Takes memory.
     *
     * @param shape of an image, or of what there is for one
     * @throws PlatformException with {@code MISFIT} where they take more than 2 GiB
     */
    public Batch(TensorShape shape, int capacity, boolean floats) {
        this.shape = shape;
        this.floats = floats;
        long bytes = shape.size() * capacity * (floats ? Float.BYTES : 1);
        if (bytes > Integer.MAX_VALUE) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    "a batch of " + capacity + " images of " + shape + " takes " + bytes + " bytes; at most "
                            + Integer.MAX_VALUE + " are possible",
                    "use a smaller batch or smaller images");
        }
        this.pixels = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        this.labels = new long[capacity];
    }

    public TensorShape shape() {
        return shape;
    }

    public boolean floats() {
        return floats;
    }

    /** The pixels, or the features, to be written from their beginning. */
    public ByteBuffer pixels() {
        return pixels;
    }

    /** The labels, of which the first {@link #count} mean something. */
    public long[] labels() {
        return labels;
    }

    /** What the images are mixed with; empty where each is itself. */
    public Optional<Mixture> mixture() {
        return mixture;
    }

    /** Says what the images are mixed with. */
    public void setMixture(Optional<Mixture> mixture) {
        this.mixture = mixture;
    }

    public int count() {
        return count;
    }

    /** How many images are in it now. */
    public void setCount(int count) {
        this.count = count;
    }

    /** How many images it can take. */
    public int capacity() {
        return labels.length;
    }
}
