package dev.stride.plugins.datasets;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A large file at its home on the web, known by its hash. It is in the cache whole or not at all; what an interrupted
 * download has left goes on with the next one. Safe for use by several threads and processes: one downloads, the others
 * wait.
 *
 * @param sha256 of the file as it is published
 */
record PublishedFile(URI address, String sha256, Fetch fetch) {

    private static final long MOST = 256L << 20;
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    PublishedFile(String address, String sha256) {
        this(URI.create(address), sha256, new Fetch(Duration.ofSeconds(30), Duration.ofHours(1), MOST));
    }

    String name() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The file, from the cache or its home.
     *
     * @throws PlatformException with {@code DATA_UNAVAILABLE} and what was tried
     */
    Path kept(DataAccess access) {
        Path file = access.cache().resolve(name());
        var tried = new ArrayList<String>();
        if (!isVerified(file, "cache", tried)) {
            download(file, access, tried);
        }
        return file;
    }

    private boolean isVerified(Path file, String place, List<String> tried) {
        try {
            String hash = Files.exists(file) ? Sha256.of(file) : "";
            if (!hash.equals(sha256)) {
                tried.add(place + ": " + (hash.isEmpty() ? "has no " + name() : otherHash(hash)));
            }
            return hash.equals(sha256);
        } catch (IOException e) {
            tried.add(place + ": cannot be read: " + e.getMessage());
            return false;
        }
    }

    private String otherHash(String hash) {
        return name() + " has the SHA-256 " + hash + ", not " + sha256;
    }

    private void download(Path file, DataAccess access, List<String> tried) {
        String home = address.toString();
        if (!access.mayDownload()) {
            tried.add(home + ": downloads are switched off");
            throw unavailable(tried);
        }
        try {
            IN_THIS_PROCESS.lockInterruptibly();
            try {
                downloadInTurn(file, access);
            } finally {
                IN_THIS_PROCESS.unlock();
            }
        } catch (IOException e) {
            tried.add(home + ": " + e.getMessage());
            throw unavailable(tried);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tried.add(home + ": interrupted");
            throw unavailable(tried);
        }
    }

    private void downloadInTurn(Path file, DataAccess access) throws IOException, InterruptedException {
        Path lockFile = access.cache().resolve(name() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            // Another process may have had it meanwhile.
            if (!isVerified(file, "cache", new ArrayList<>())) {
                access.progress().accept(name() + ": trying " + address);
                downloadAlone(file);
            }
        }
    }

    private void downloadAlone(Path file) throws IOException, InterruptedException {
        Path part = file.resolveSibling(name() + ".part");
        if (wentOn(part) && !Sha256.of(part).equals(sha256)) {
            // What was there is of another file, or was damaged.
            Files.delete(part);
            wentOn(part);
        }
        String hash = Sha256.of(part);
        if (!hash.equals(sha256)) {
            Files.delete(part);
            throw new IOException(otherHash(hash));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean wentOn(Path part) throws IOException, InterruptedException {
        try (var open = PartialFile.open(part)) {
            boolean went = fetch.into(address, open);
            open.force();
            return went;
        }
    }

    private PlatformException unavailable(List<String> tried) {
        return new PlatformException(
                ErrorCode.DATA_UNAVAILABLE,
                name() + " could not be had; tried " + String.join("; ", tried),
                "submit again to go on with it, or get " + name() + " and give it as the data set's 'path'");
    }
}
