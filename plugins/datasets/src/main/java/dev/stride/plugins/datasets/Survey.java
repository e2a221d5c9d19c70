package dev.stride.plugins.datasets;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The one pass over images that are streamed: each is decoded, to know whether that works, its digest and its sums. It is
 * kept, also where it is interrupted, and goes on from there the next time. Files that could not be read are tried again.
 */
final class Survey {

    private static final int MOST_THREADS = 8;
    private static final int STEP = 5_000;

    private final List<ImageTree.Entry> entries;
    private final Decoder decoder;
    private final SurveyRows rows;
    private final Consumer<String> progress;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;
    private int read;

    private Survey(List<ImageTree.Entry> entries, Decoder decoder, SurveyRows rows, Consumer<String> progress) {
        this.entries = entries;
        this.decoder = decoder;
        this.rows = rows;
        this.progress = progress;
    }

    /**
     * A row for each file, in their order.
     *
     * @throws dev.stride.spi.Misfit where images have different sizes and none is asked for
     * @throws PlatformException with {@code TIMED_OUT} where the thread is interrupted
     */
    static SurveyRows of(List<ImageTree.Entry> entries, Decoder decoder, SurveyFile file, Consumer<String> progress) {
        int channels = decoder.shape().channels();
        SurveyRows rows = file.read(channels, entries.size()).orElseGet(() -> new SurveyRows(channels, entries.size()));
        // It may have been the disk's fault and not the file's.
        rows.forgetUnreadable();
        if (IntStream.range(0, entries.size()).anyMatch(rows::isEmpty)) {
            var survey = new Survey(entries, decoder, rows, progress);
            boolean whole;
            try {
                whole = survey.run();
            } finally {
                keep(file, rows, progress);
            }
            if (!whole) {
                throw survey.interrupted();
            }
        }
        return rows;
    }

    private static void keep(SurveyFile file, SurveyRows rows, Consumer<String> progress) {
        try {
            file.write(rows);
        } catch (IOException e) {
            progress.accept("the survey of the images cannot be kept, and is made again next time: " + e.getMessage());
        }
    }

    /** Not the whole where the thread is interrupted; it is so no longer then, since that would hinder keeping the rows. */
    private boolean run() {
        int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(count, named());
        CompletableFuture<Void> all = CompletableFuture.allOf(IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.runAsync(this::work, threads))
                .toArray(CompletableFuture[]::new));
        try {
            all.get();
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (ExecutionException e) {
            throw itself(e);
        } finally {
            stopped = true;
            all.handle((done, failed) -> done).join();
            threads.shutdown();
        }
    }

    private PlatformException interrupted() {
        Thread.currentThread().interrupt();
        return new PlatformException(
                ErrorCode.TIMED_OUT,
                "reading " + entries.size() + " images for the first time was interrupted after " + read(),
                "load the data set again: it goes on from there");
    }

    private static ThreadFactory named() {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "survey-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static RuntimeException itself(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
    }

    private void work() {
        try {
            for (int row = next.getAndIncrement(); row < entries.size() && !stopped; row = next.getAndIncrement()) {
                if (rows.isEmpty(row)) {
                    read(row);
                }
            }
        } catch (RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }

    private void read(int row) {
        try {
            rows.put(row, decoder.facts(entries.get(row)));
        } catch (IOException e) {
            rows.putUnreadable(row);
        }
        count();
    }

    private synchronized void count() {
        if (++read % STEP == 0) {
            progress.accept("read " + read + " of " + entries.size() + " images");
        }
    }

    private synchronized int read() {
        return read;
    }
}
