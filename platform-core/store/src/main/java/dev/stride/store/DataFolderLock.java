package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a data folder to one process. The system lifts the lock when the process ends, however it ends. */
public final class DataFolderLock implements AutoCloseable {

    private static final String NAME = "lock";

    /**
     * The folders that this process has. To close a file that is locked lifts the lock of the whole process, so a second
     * try must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder, which is made where it is not there.
     *
     * @throws DataFolderInUse where a process has it, naming that process
     * @throws PlatformException with {@code STORE_UNAVAILABLE} where it cannot be made or written
     */
    public static DataFolderLock of(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw new DataFolderInUse(folder, thisProcess());
            }
            boolean locked = false;
            try {
                DataFolderLock lock = locked(real);
                locked = true;
                return lock;
            } finally {
                if (!locked) {
                    HELD.remove(real);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw unusable(folder, "is no folder", e);
        } catch (IOException e) {
            throw unusable(folder, "cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static DataFolderLock locked(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (channel.tryLock() == null) {
                throw new DataFolderInUse(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)));
            locked = true;
            return new DataFolderLock(folder, channel);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid()
                + process.info()
                        .startInstant()
                        .map(at -> ", running since " + at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("");
    }

    private static PlatformException unusable(Path folder, String why, IOException e) {
        return new PlatformException(
                ErrorCode.STORE_UNAVAILABLE,
                "the data folder '" + folder + "' " + why,
                "check its rights and its disk, or give another folder with --data",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(folder, "cannot be unlocked", e);
        } finally {
            HELD.remove(folder);
        }
    }
}
