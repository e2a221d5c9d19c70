package dev.stride.worker;

import dev.stride.bus.message.WorkerKey;
import java.nio.file.Path;
import java.util.List;

/**
 * What a worker needs to know.
 *
 * @param slots how many attempts run at once
 * @param modules what its plugins bring, each as {@code kind/name}
 * @param slotCommand the command of a slot process, to which the socket is added
 * @param logs a folder for the output of the slot processes
 */
public record WorkerOptions(WorkerKey key, int slots, List<String> modules, List<String> slotCommand, Path logs) {
    public WorkerOptions {
        modules = List.copyOf(modules);
        slotCommand = List.copyOf(slotCommand);
    }
}
