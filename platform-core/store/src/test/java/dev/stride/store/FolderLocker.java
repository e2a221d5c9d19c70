package dev.stride.store;

import dev.stride.model.PlatformException;
import java.nio.file.Path;

/** Tries to lock a folder, as another process. */
final class FolderLocker {

    private FolderLocker() {}

    public static void main(String[] args) {
        try (DataFolderLock lock = DataFolderLock.of(Path.of(args[0]))) {
            System.out.println("locked");
        } catch (PlatformException e) {
            System.out.println(e.getMessage());
        }
    }
}
