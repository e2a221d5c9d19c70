package dev.stride.training.input;

import dev.stride.spi.Image;
import dev.stride.spi.ImageSet;
import dev.stride.spi.Transform;
import dev.stride.training.program.Batch;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Puts images into a batch, as they are or augmented. For one thread. */
public final class BatchFiller {

    private final ImageSet images;
    private final int size;
    private final Sampler sampler;
    private final Mixer mixer;

    public BatchFiller(ImageSet images) {
        this.images = images;
        this.size = (int) images.shape().size();
        this.sampler = new Sampler(images.shape());
        this.mixer = new Mixer(images.shape());
    }

    /** Fills with the images at {@code indices[from .. to-1]} as they are. */
    public void fill(Batch batch, int[] indices, int from, int to) {
        batch.setCount(to - from);
        for (int i = from; i < to; i++) {
            Image image = images.image(indices[i]);
            batch.pixels().put((i - from) * size, image.pixels(), image.from(), size);
            batch.labels()[i - from] = images.labels()[indices[i]];
        }
    }

    /**
     * Fills likewise, each image through what its pipeline draws for it in this epoch; those that are to be mixed, with
     * others of the batch.
     */
    public void fill(Batch batch, int[] indices, int from, int to, AugmentationPipeline pipeline, int epoch) {
        batch.setCount(to - from);
        FloatBuffer floats = batch.pixels().clear().asFloatBuffer();
        var mixes = new Transform.@Nullable Mix[to - from];
        for (int i = from; i < to; i++) {
            Composition change = pipeline.draw(epoch, indices[i]);
            Image image = images.image(indices[i]);
            sampler.sample(image.pixels(), image.from(), change, floats);
            batch.labels()[i - from] = images.labels()[indices[i]];
            mixes[i - from] = change.mix();
        }
        batch.setMixture(mixer.mix(floats, batch.labels(), mixes, pipeline.partners(epoch, from, to - from)));
    }
}
