package dev.stride.training.features;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features in a folder that the slots of a machine share, those used longest ago removed where they would take more than a
 * bound. What one process computes, the others wait for. A file is whole or not there: what a process that died left
 * unfinished is removed a day later. For one thread in each process.
 */
public final class FeatureStore {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureStore.class);

    private static final String ENDING = ".features";
    private static final String UNFINISHED = ".unfinished";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final long mostBytes;
    private final Clock clock;

    /**
     * Uses a folder, which is made where it is not there.
     *
     * @param mostBytes that all files may take together; the newest stays even where it alone takes more
     * @param clock tells which were used when
     */
    public FeatureStore(Path folder, long mostBytes, Clock clock) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** Computes rows, in their order. */
    @FunctionalInterface
    public interface Rows {

        /** @return whether all were written; not where it was cancelled */
        boolean writeTo(FeatureWriter writer) throws IOException;
    }

    /**
     * Gives features, which are computed where they are not there.
     *
     * @param rows how many there are
     * @param width numbers a row
     * @param computed asked where they are not there
     * @param cancelled asked again and again while another process computes them
     * @return empty where it was cancelled
     * @throws PlatformException with {@code DISK_FULL} where they cannot be written
     */
    public Optional<FeatureFile> get(FeatureKey key, int rows, int width, Rows computed, BooleanSupplier cancelled) {
        var form = new FeatureForm(rows, width);
        Path file = folder.resolve(key.sha256() + ENDING);
        try {
            Files.createDirectories(folder);
            Optional<FeatureFile> there = open(file, form);
            if (there.isPresent()) {
                return there;
            }
            Optional<KeyLock> lock = KeyLock.of(folder.resolve("lock"), key, cancelled);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            try (KeyLock held = lock.get()) {
                there = open(file, form);
                return there.isPresent() ? there : compute(file, form, computed, held);
            }
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "features cannot be kept in the folder " + folder.getFileName() + ": " + e.getMessage(),
                    "make room or mend its rights, and try again",
                    e);
        }
    }

    /** It is used from now on, so that nobody who needs room takes it away while it is being checked. */
    private Optional<FeatureFile> open(Path file, FeatureForm form) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return FeatureFile.open(file, form);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<FeatureFile> compute(Path file, FeatureForm form, Rows computed, KeyLock held) throws IOException {
        if (Files.exists(file)) {
            LOG.warn("features {} are damaged and computed again", file.getFileName());
        }
        held.alone(() -> makeRoom(form.bytes(), Set.of(file)));
        Path unfinished = Files.createTempFile(folder, "", UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                var writer = new FeatureWriter(channel, form);
                if (!computed.writeTo(writer)) {
                    return Optional.empty();
                }
                writer.finish();
            }
            Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
            held.alone(() -> {
                makeRoom(form.bytes(), Set.of(file, unfinished));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            });
            return Optional.of(FeatureFile.open(file, form)
                    .orElseThrow(() -> new IOException("what was just written does not read back")));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private record Kept(Path file, long bytes, Instant used) {}

    /** Removes what was used longest ago; what others are writing counts, but stays. */
    private void makeRoom(long bytes, Set<Path> but) throws IOException {
        Instant abandoned = clock.instant().minus(ABANDONED);
        List<Kept> kept = new ArrayList<>();
        long free = mostBytes - bytes;
        for (Kept other : others(but)) {
            boolean unfinished = other.file().toString().endsWith(UNFINISHED);
            if (unfinished && other.used().isBefore(abandoned)) {
                Files.deleteIfExists(other.file());
                continue;
            }
            free -= other.bytes();
            if (!unfinished) {
                kept.add(other);
            }
        }
        kept.sort(Comparator.comparing(Kept::used));
        for (Kept oldest : kept) {
            if (free >= 0) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            free += oldest.bytes();
        }
    }

    private List<Kept> others(Set<Path> but) throws IOException {
        var others = new ArrayList<Kept>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> !but.contains(f)).toList()) {
                if (file.toString().endsWith(ENDING) || file.toString().endsWith(UNFINISHED)) {
                    seen(file).ifPresent(others::add);
                }
            }
        }
        return others;
    }

    /** Empty where its writer has ended it in the meantime. */
    private static Optional<Kept> seen(Path file) throws IOException {
        try {
            return Optional.of(new Kept(
                    file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
