package dev.stride.training.features;

import dev.stride.spi.ImageSet;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.Pass;
import dev.stride.training.input.Passes;
import dev.stride.training.program.Batch;
import java.util.List;
import java.util.Optional;

/** Makes batches of kept features in place of images. Used and closed by one thread. */
public final class FeaturePasses implements Passes, AutoCloseable {

    private final ImageSet test;
    private final FeatureRows tested;
    private final FeatureRows plain;
    private final List<FeatureRows> variants;

    /**
     * @param test the set that {@code tested} are of
     * @param plain of the images that are trained and validated on, as they are
     * @param variants of the images that are trained on, augmented; none where nothing is augmented
     */
    FeaturePasses(ImageSet test, FeatureRows tested, FeatureRows plain, List<FeatureRows> variants) {
        this.test = test;
        this.tested = tested;
        this.plain = plain;
        this.variants = List.copyOf(variants);
    }

    @Override
    public Batches begin(Pass pass, BatchPair pair) {
        return new Read(pass, pair);
    }

    private final class Read implements Batches {

        private final Pass pass;
        private final BatchPair pair;
        private int given;

        Read(Pass pass, BatchPair pair) {
            this.pass = pass;
            this.pair = pair;
        }

        @Override
        public Batch next() {
            if (given == pass.batches()) {
                throw new IllegalStateException("the pass has " + given + " batches");
            }
            Batch batch = pair.of(given);
            int from = pass.start(given);
            int count = pass.count(given);
            int bytes = plain.file().width() * Float.BYTES;
            for (int i = 0; i < count; i++) {
                int index = pass.order()[from + i];
                batch.labels()[i] = pass.images().labels()[index];
                rows(index).read(index, batch.pixels().limit((i + 1) * bytes).position(i * bytes));
            }
            batch.pixels().clear();
            batch.setCount(count);
            batch.setMixture(Optional.empty());
            given++;
            return batch;
        }

        private FeatureRows rows(int index) {
            return pass.epoch()
                    .map(epoch -> variants.get(epoch.shown(index)))
                    .orElse(pass.images() == test ? tested : plain);
        }
    }

    @Override
    public void close() {
        tested.file().close();
        plain.file().close();
        variants.forEach(variant -> variant.file().close());
    }
}
