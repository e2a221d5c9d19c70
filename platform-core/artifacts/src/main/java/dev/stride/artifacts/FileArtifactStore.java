package dev.stride.artifacts;

import dev.stride.model.ArtifactRef;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Artifacts in a folder, spread over 256 sub-folders by the first two digits of their hash. What a process that died left
 * unfinished is removed a day later, by the next that opens the folder.
 */
public final class FileArtifactStore implements ArtifactStore {

    private static final String UNFINISHED = "unfinished";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final int FOLDERS = 256;

    private final Path root;
    private final FolderSync folders;

    private FileArtifactStore(Path root, FolderSync folders) {
        this.root = root;
        this.folders = folders;
    }

    /** Brings the names in a folder to disk. */
    @FunctionalInterface
    interface FolderSync {
        void sync(Path folder) throws IOException;
    }

    /** Opens a folder, which is made where it is not there. */
    public static FileArtifactStore at(Path root) {
        return at(root, FileArtifactStore::force);
    }

    static FileArtifactStore at(Path root, FolderSync folders) {
        try {
            Files.createDirectories(root.resolve(UNFINISHED));
            for (int folder = 0; folder < FOLDERS; folder++) {
                Files.createDirectories(root.resolve(HexFormat.of().toHexDigits((byte) folder)));
            }
            folders.sync(root);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
        sweep(root.resolve(UNFINISHED), Instant.now().minus(ABANDONED));
        return new FileArtifactStore(root, folders);
    }

    /** Nobody writes one file for a day. What cannot be removed only takes room. */
    private static void sweep(Path unfinished, Instant before) {
        try (Stream<Path> files = Files.list(unfinished)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Another process sweeps too, or the folder is read only: the next one that opens it tries again.
        }
    }

    @Override
    public ArtifactRef put(ArtifactContent content) {
        try {
            Path unfinished = Files.createTempFile(root.resolve(UNFINISHED), "artifact", null);
            try {
                ArtifactRef artifact = write(unfinished, content);
                if (!holds(file(artifact), artifact)) {
                    Files.move(
                            unfinished,
                            file(artifact),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
                // Also where somebody else has written it: its name may not be on disk yet.
                folders.sync(folder(artifact));
                return artifact;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    private static ArtifactRef write(Path file, ArtifactContent content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var named = new NamingStream(Channels.newOutputStream(channel));
            content.writeTo(named);
            channel.force(true);
            return named.name();
        }
    }

    /** A rename is on disk once its folder is. */
    private static void force(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException notHere) {
            // This system cannot open folders: after a power cut a name may be missing, which reads as an artifact that
            // is not there.
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    @Override
    public boolean contains(ArtifactRef artifact) {
        return isWhole(file(artifact), artifact);
    }

    @Override
    public Path open(ArtifactRef artifact) {
        Path file = file(artifact);
        if (!Files.isRegularFile(file)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "there is no artifact " + artifact.sha256(), "check the store's folder");
        }
        String hash;
        try {
            hash = hash(file);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.CORRUPT, "the artifact " + artifact.sha256() + " cannot be read", "check the disk", e);
        }
        if (!hash.equals(artifact.sha256())) {
            throw new PlatformException(
                    ErrorCode.CORRUPT,
                    "the artifact " + artifact.sha256() + " has the hash " + hash + " on disk",
                    "put a copy of it in its place, or run again what made it");
        }
        return file;
    }

    @Override
    public void delete(ArtifactRef artifact) {
        try {
            Files.deleteIfExists(file(artifact));
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    private Path file(ArtifactRef artifact) {
        return folder(artifact).resolve(artifact.sha256());
    }

    private Path folder(ArtifactRef artifact) {
        return root.resolve(artifact.sha256().substring(0, 2));
    }

    private static boolean holds(Path file, ArtifactRef artifact) {
        try {
            return isWhole(file, artifact) && hash(file).equals(artifact.sha256());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isWhole(Path file, ArtifactRef artifact) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == artifact.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static PlatformException unwritable(Path root, IOException e) {
        return new PlatformException(
                ErrorCode.DISK_FULL,
                "the artifact folder " + root.getFileName() + " cannot be written: " + e.getMessage(),
                "make room or mend its rights, and try again",
                e);
    }
}
