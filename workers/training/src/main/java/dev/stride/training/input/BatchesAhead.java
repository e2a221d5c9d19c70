package dev.stride.training.input;

import dev.stride.model.ImageShape;
import dev.stride.spi.ImageSet;
import dev.stride.training.program.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Prepares batches on threads of its own, each while the one before it is trained on, in the pass's order. One thread
 * for images in memory; several decode those that are streamed, and give the same batches. Used and closed by one thread.
 */
public final class BatchesAhead implements Passes, AutoCloseable {

    private static final int MOST_DECODERS = 8;

    private final Sampler[] samplers;
    private final Mixer mixer;
    private final ExecutorService threads;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    private BatchesAhead(ImageShape shape, int threads) {
        this.samplers =
                IntStream.range(0, threads).mapToObj(i -> new Sampler(shape)).toArray(Sampler[]::new);
        this.mixer = new Mixer(shape);
        this.threads = Executors.newFixedThreadPool(threads, named());
    }

    /** For images such as these: streamed ones get a thread for each processor but one, 8 at most. */
    public static BatchesAhead of(ImageSet images) {
        int free = Runtime.getRuntime().availableProcessors() - 1;
        boolean streamed = images instanceof ImageSet.Streamed;
        return of(images.shape(), streamed ? Math.max(1, Math.min(MOST_DECODERS, free)) : 1);
    }

    static BatchesAhead of(ImageShape shape, int threads) {
        return new BatchesAhead(shape, threads);
    }

    private static ThreadFactory named() {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "batches-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins a pass; its first batch is prepared from now on. */
    @Override
    public Batches begin(Pass pass, BatchPair pair) {
        // A pass that was left early may still be preparing a batch.
        last.handle((done, failed) -> done).join();
        return new Prepared(pass, pair);
    }

    private final class Prepared implements Batches {

        private final Pass pass;
        private final BatchPair pair;
        private int given;
        private CompletableFuture<Batch> ahead;

        private Prepared(Pass pass, BatchPair pair) {
            this.pass = pass;
            this.pair = pair;
            this.ahead = prepare(0);
        }

        @Override
        public Batch next() {
            if (given == pass.batches()) {
                throw new IllegalStateException("the pass has " + given + " batches");
            }
            Batch ready = await(ahead);
            given++;
            if (given < pass.batches()) {
                ahead = prepare(given);
            }
            return ready;
        }

        private CompletableFuture<Batch> prepare(int number) {
            var filling = new Filling(pass, number, pair.of(number));
            CompletableFuture<Batch> filled = CompletableFuture.runAsync(filling::draw, threads)
                    .thenCompose(drawn -> work(filling))
                    .thenApply(done -> filling.finish(mixer));
            last = filled;
            return filled;
        }
    }

    private CompletableFuture<Void> work(Filling filling) {
        CompletableFuture<?>[] parts = new CompletableFuture<?>[samplers.length];
        for (int i = 0; i < parts.length; i++) {
            Sampler own = samplers[i];
            parts[i] = CompletableFuture.runAsync(() -> filling.work(own, () -> closed), threads);
        }
        return CompletableFuture.allOf(parts);
    }

    private static Batch await(CompletableFuture<Batch> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends its threads, each after the image that it is at, and waits for that. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
