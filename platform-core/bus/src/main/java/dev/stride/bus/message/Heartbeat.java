package dev.stride.bus.message;

import dev.stride.model.AttemptId;
import java.util.List;
import java.util.Optional;

/**
 * A worker is there. The first one of a life introduces it.
 *
 * @param slots how many attempts it can run at once; 0 while its slot processes start
 * @param device what a slot is, for people, for example {@code cpu thread}
 * @param modules what it has, each as {@code kind/name}, in order
 * @param running the attempts that it holds a lease for
 * @param trouble what keeps slots of it from being ready, for people
 */
public record Heartbeat(
        WorkerKey worker,
        int slots,
        String device,
        List<String> modules,
        List<AttemptId> running,
        Optional<String> trouble) {
    public Heartbeat {
        modules = List.copyOf(modules);
        running = List.copyOf(running);
    }
}
