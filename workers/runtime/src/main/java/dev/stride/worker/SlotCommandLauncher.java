package dev.stride.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Starts a slot's process by a command, to which {@code --socket PATH} is added. What it prints goes to the slot's log.
 * Its standard input ends with this process, however this one ends, and it is to end then.
 */
record SlotCommandLauncher(List<String> command, SlotLog log) implements SlotLauncher {

    @Override
    public Launched launch(Path socket) throws IOException {
        var full = new ArrayList<>(command);
        full.add("--socket");
        full.add(socket.toString());
        log.prepare();
        var builder = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        // Memory that a step frees is kept for the next one instead of going back to the system.
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", "2000000000");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "2000000000");
        return new Child(builder.start());
    }

    private record Child(Process process) implements Launched {

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return process.onExit().thenApply(Process::exitValue);
        }

        @Override
        public void kill() {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
