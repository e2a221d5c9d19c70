package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.nio.file.Path;

/** A process has the data folder; one that starts or ends will soon have a server on it, or leave it free. */
public final class DataFolderInUse extends PlatformException {

    private static final long serialVersionUID = 1L;

    /** @param owner the process, as it named itself; empty where it has not yet */
    DataFolderInUse(Path folder, String owner) {
        super(
                ErrorCode.CONFLICT,
                "the data folder '" + folder + "' is in use by "
                        + (owner.isEmpty() ? "a process that is just starting" : "process " + owner),
                "stop that process, or give another folder with --data");
    }
}
