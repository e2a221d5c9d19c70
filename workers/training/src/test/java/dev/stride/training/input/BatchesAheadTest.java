package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.network.TensorShape;
import dev.stride.spi.Image;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Transform;
import dev.stride.training.program.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchesAheadTest {

    private static final ImageShape SHAPE = new ImageShape(3, 6, 5);
    private static final int IMAGES = 50;
    private static final int[] ORDER =
            IntStream.range(0, IMAGES).map(i -> (7 * i + 3) % IMAGES).toArray();
    private static final int[] ENDS = {16, 32, 48, 50};

    @Test
    void anyNumberOfThreadsGivesTheSameBatches() {
        List<ByteBuffer> one = batches(1, images());
        assertThat(batches(4, images())).isEqualTo(one);
        assertThat(batches(4, streamed(index -> images().image(index)))).isEqualTo(one);
        assertThat(one).hasSize(ENDS.length).doesNotHaveDuplicates();
    }

    /** While a batch is the caller's the next one is prepared, and no further one. */
    @Test
    void oneBatchIsPreparedAhead() throws InterruptedException {
        var asked = new AtomicInteger();
        var second = new CountDownLatch(32);
        ImageSet images = streamed(index -> {
            asked.incrementAndGet();
            second.countDown();
            return images().image(index);
        });
        try (var ahead = BatchesAhead.of(SHAPE, 2)) {
            Batches batches = ahead.begin(plain(images), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false));
            Batch first = batches.next();
            ByteBuffer given = copy(first);
            second.await();
            assertThat(copy(first)).as("what was given stays").isEqualTo(given);
            Batch next = batches.next();
            assertThat(next).isNotSameAs(first);
            assertThat(asked).hasValueLessThanOrEqualTo(48);
        }
    }

    @Test
    void whatFailsInPreparingIsThrownAsItselfWhereTheBatchIsTaken() {
        var problem = new PlatformException(ErrorCode.DATA_UNAVAILABLE, "gone", "bring it back");
        ImageSet images = streamed(index -> {
            if (index == ORDER[20]) {
                throw problem;
            }
            return images().image(index);
        });
        for (int threads : new int[] {1, 3}) {
            try (var ahead = BatchesAhead.of(SHAPE, threads)) {
                Batches batches = ahead.begin(plain(images), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false));
                assertThat(batches.next().count()).isEqualTo(16);
                assertThatThrownBy(batches::next).isSameAs(problem);
            }
        }
    }

    @Test
    void memoryThatDoesNotSufficeIsThrownAsItself() {
        var problem = new OutOfMemoryError("no more");
        try (var ahead = BatchesAhead.of(SHAPE, 1)) {
            Batches batches = ahead.begin(
                    plain(streamed(index -> {
                        throw problem;
                    })),
                    BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false));
            assertThatThrownBy(batches::next).isSameAs(problem);
        }
    }

    /** The image that is being read is read to its end, the others of the batch are not. */
    @Test
    void closingWaitsForOneImageAndLeavesNoThread() throws InterruptedException {
        var reading = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        ImageSet images = streamed(index -> {
            threads.add(Thread.currentThread());
            asked.incrementAndGet();
            reading.countDown();
            await(closing);
            return images().image(index);
        });
        var ahead = BatchesAhead.of(SHAPE, 1);
        ahead.begin(plain(images), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false));
        reading.await();
        var closed = new Thread(ahead::close);
        closed.start();
        while (closed.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closed.join();
        assertThat(asked).hasValue(1);
        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("batches-1");
        });
        threads.get(0).join();
    }

    @Test
    void anotherPassMayBeginBeforeOneIsAtItsEnd() {
        try (var ahead = BatchesAhead.of(SHAPE, 3)) {
            BatchPair pair = BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false);
            ahead.begin(plain(images()), pair).next();
            Batch batch = ahead.begin(plain(images()), pair).next();
            assertThat(batch.labels()[0]).isEqualTo(images().labels()[ORDER[0]]);
        }
    }

    @Test
    void aPassThatIsAtItsEndHasNoMore() {
        try (var ahead = BatchesAhead.of(SHAPE, 1)) {
            Batches batches = ahead.begin(plain(images()), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false));
            for (int end : ENDS) {
                assertThat(batches.next().count()).isEqualTo(end == IMAGES ? 2 : 16);
            }
            assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void imagesOfAnotherSizeAreBroughtToTheBatchs() {
        Image large = new Image(new ImageShape(3, 12, 10), filled(360, 77), 0);
        try (var ahead = BatchesAhead.of(SHAPE, 2)) {
            Batch batch = ahead.begin(
                            plain(streamed(index -> large)), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, false))
                    .next();
            byte[] pixels = new byte[90];
            batch.pixels().get(15 * 90, pixels);
            assertThat(pixels).containsOnly(77);
        }
    }

    /** All batches of an augmented pass, with labels and mixtures. */
    private static List<ByteBuffer> batches(int threads, ImageSet images) {
        List<AugmentationPipeline.Step> steps = List.of(
                (shape, random) -> Transform.Geometric.translation(random.nextDouble(-2, 2), random.nextInt(3)),
                (shape, random) ->
                        random.nextBoolean(0.5) ? Transform.IDENTITY : new Transform.Mix(0.7, Optional.empty()));
        var pipeline = new AugmentationPipeline(steps, ImageStatistics.unknown(SHAPE), 5);
        try (var ahead = BatchesAhead.of(SHAPE, threads)) {
            Batches batches = ahead.begin(
                    new Pass(images, ORDER, ENDS, pipeline.in(2)), BatchPair.of(TensorShape.Maps.of(SHAPE), 16, true));
            var copies = new ArrayList<ByteBuffer>();
            for (int i = 0; i < ENDS.length; i++) {
                copies.add(copy(batches.next()));
            }
            return copies;
        }
    }

    private static ByteBuffer copy(Batch batch) {
        int bytes = batch.count() * (int) SHAPE.size() * (batch.floats() ? Float.BYTES : 1);
        ByteBuffer copy = ByteBuffer.allocate(bytes + 2 * Long.BYTES * batch.count());
        copy.put(batch.pixels().duplicate().position(0).limit(bytes));
        for (int i = 0; i < batch.count(); i++) {
            copy.putLong(batch.labels()[i]);
            int place = i;
            copy.putLong(batch.mixture().map(mixture -> mixture.labels()[place]).orElse(-1L));
        }
        return copy.flip();
    }

    private static Pass plain(ImageSet images) {
        return Pass.plain(images, ORDER, 16);
    }

    private static ImageSet images() {
        RandomStream random = RandomStream.of(8);
        byte[] pixels = new byte[IMAGES * (int) SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return new ImageSet.InMemory(SHAPE, pixels, IntStream.range(0, IMAGES).toArray());
    }

    private interface Reading {
        Image read(int index);
    }

    private static ImageSet streamed(Reading reading) {
        int[] labels = images().labels();
        return new ImageSet.Streamed() {
            @Override
            public ImageShape shape() {
                return SHAPE;
            }

            @Override
            public int[] labels() {
                return labels;
            }

            @Override
            public Image image(int index) {
                return reading.read(index);
            }
        };
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
