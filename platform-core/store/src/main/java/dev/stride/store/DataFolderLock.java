package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a data folder to one process. The system lifts the lock when the process ends, however it ends. */
public final class DataFolderLock implements AutoCloseable {

    private static final String NAME = "lock";

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder, which is made where it is not there.
     *
     * @throws PlatformException with {@code CONFLICT} where another process has it, naming that process
     */
    public static DataFolderLock of(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = Files.readString(folder.resolve(NAME)).strip();
                channel.close();
                throw new PlatformException(
                        ErrorCode.CONFLICT,
                        "the data folder is in use by process " + owner,
                        "stop that process, or give another folder with --data");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataFolderLock(channel);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the data folder cannot be written: " + e.getMessage(),
                    "check its rights, or give another folder with --data",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the data folder's lock cannot be lifted", "", e);
        }
    }
}
