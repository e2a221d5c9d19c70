package dev.stride.training.features;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Holds one key against all other processes that use a folder. The system releases it where the process dies. A process
 * holds one at a time.
 */
final class KeyLock implements AutoCloseable {

    private static final long CANCEL_MILLIS = 100;

    /** The first byte is nobody's key: it is held while files come and go. */
    private static final long FOLDER = 0;

    private final FileChannel channel;

    private KeyLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for a key.
     *
     * @param file whose bytes stand for keys; it is made where it is not there
     * @param cancelled asked again and again while it waits
     * @return empty where it was cancelled
     */
    static Optional<KeyLock> of(Path file, FeatureKey key, BooleanSupplier cancelled) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = hold(channel, place(key), cancelled);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? Optional.of(new KeyLock(channel)) : Optional.empty();
    }

    private static long place(FeatureKey key) {
        return 1 + (Long.parseUnsignedLong(key.sha256().substring(0, 16), 16) >>> 2);
    }

    private static boolean hold(FileChannel channel, long place, BooleanSupplier cancelled) throws IOException {
        if (channel.tryLock(place, 1, false) != null) {
            return true;
        }
        CompletableFuture<FileLock> lock = waiting(channel, place);
        while (!cancelled.getAsBoolean()) {
            try {
                lock.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Somebody else still computes it.
                continue;
            } catch (ExecutionException e) {
                throw new IOException("the lock of features cannot be had", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** On a thread of its own, which ends when the channel is closed. */
    private static CompletableFuture<FileLock> waiting(FileChannel channel, long place) {
        var lock = new CompletableFuture<FileLock>();
        var thread = new Thread(
                () -> {
                    try {
                        lock.complete(channel.lock(place, 1, false));
                    } catch (AsynchronousCloseException e) {
                        lock.cancel(false);
                    } catch (IOException | RuntimeException e) {
                        lock.completeExceptionally(e);
                    }
                },
                "features-lock");
        thread.setDaemon(true);
        thread.start();
        return lock;
    }

    /** What changes which files there are. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /** Does it while no other process does such a thing. */
    void alone(Change change) throws IOException {
        try (FileLock folder = channel.lock(FOLDER, 1, false)) {
            if (folder.isValid()) {
                change.run();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
