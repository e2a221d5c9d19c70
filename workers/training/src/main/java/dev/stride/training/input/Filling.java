package dev.stride.training.input;

import dev.stride.network.TensorShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import dev.stride.training.program.Batch;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is being filled: {@link #draw} first, on one thread, then {@link #work} on one or several, and {@link
 * #finish} when all are done. Which thread takes which image makes no difference.
 */
final class Filling {

    private final Pass pass;
    private final int from;
    private final int count;
    private final Batch batch;
    private final FloatBuffer floats;
    private final int size;
    private final Composition[] changes;
    private final AtomicInteger next = new AtomicInteger();

    /** @param number of the batch in its pass */
    Filling(Pass pass, int number, Batch batch) {
        this.pass = pass;
        this.from = pass.start(number);
        this.count = pass.count(number);
        this.batch = batch;
        this.floats = batch.pixels().clear().asFloatBuffer();
        this.size = Math.toIntExact(batch.shape().size());
        this.changes = new Composition[count];
    }

    /** Draws what changes the images; augmentations are asked by one thread at a time. */
    void draw() {
        for (int i = 0; i < count; i++) {
            int index = pass.order()[from + i];
            changes[i] = pass.epoch().map(epoch -> epoch.draw(index)).orElse(Composition.IDENTITY);
        }
    }

    /**
     * Takes the next image until none is left, or one failed.
     *
     * @param sampler of this thread
     * @param stopped asked before each image
     */
    void work(Sampler sampler, BooleanSupplier stopped) {
        try {
            for (int i = next.getAndIncrement(); i < count && !stopped.getAsBoolean(); i = next.getAndIncrement()) {
                put(i, sampler);
            }
        } catch (RuntimeException | Error e) {
            next.set(count);
            throw e;
        }
    }

    private void put(int place, Sampler sampler) {
        int index = pass.order()[from + place];
        batch.labels()[place] = pass.images().labels()[index];
        Image image = pass.images().image(index);
        if (batch.floats()) {
            floats.put(place * size, sampler.sample(image, changes[place]));
        } else if (TensorShape.Maps.of(image.shape()).equals(batch.shape())) {
            batch.pixels().put(place * size, image.pixels(), image.from(), size);
        } else {
            batch.pixels().put(place * size, sampler.bytes(image));
        }
    }

    /** Mixes the images that are to be mixed. */
    Batch finish(Mixer mixer) {
        batch.setCount(count);
        batch.setMixture(pass.epoch().flatMap(epoch -> {
            var mixes = new Transform.@Nullable Mix[count];
            for (int i = 0; i < count; i++) {
                mixes[i] = changes[i].mix();
            }
            return mixer.mix(floats, batch.labels(), mixes, epoch.partners(from, count));
        }));
        return batch;
    }
}
