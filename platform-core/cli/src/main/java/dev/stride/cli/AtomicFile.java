package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A file that a command leaves: whole or not at all.
 *
 * @param overwrite whether one that is there already may be replaced
 */
record AtomicFile(Path file, boolean overwrite) {

    /**
     * Has the content written beside the file and then given its name.
     *
     * @param content writes to the path that it is given
     * @throws PlatformException where the file is there already, or the folder cannot be written
     */
    void write(Consumer<Path> content) {
        refuseExisting();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Path unfinished = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
        AutoCloseable leftOver = () -> Files.deleteIfExists(unfinished);
        Interruption.closes(leftOver);
        try {
            Files.createFile(unfinished);
            content.accept(unfinished);
            move(unfinished);
        } catch (FileAlreadyExistsException appeared) {
            throw there();
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL, "'" + file + "' cannot be written", "check its folder, rights and space", e);
        } finally {
            delete(unfinished);
            Interruption.closed(leftOver);
        }
    }

    private void move(Path unfinished) throws IOException {
        if (overwrite) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(unfinished, file);
        }
    }

    private void refuseExisting() {
        if (Files.isDirectory(file)) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + file + "' is a folder", "give the name of a file in it");
        }
        if (!overwrite && Files.exists(file)) {
            throw there();
        }
    }

    private PlatformException there() {
        return new PlatformException(
                ErrorCode.CONFLICT, "'" + file + "' is there already", "give another name, or --force to replace it");
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new PlatformException(ErrorCode.DISK_FULL, "'" + unfinished + "' cannot be deleted", "delete it", e);
        }
    }
}
