package dev.stride.store;

import dev.stride.model.ExperimentState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Commits without end and prints the number of each event that was acknowledged. To be killed. */
final class EndlessWriter {

    private EndlessWriter() {}

    public static void main(String[] args) {
        ExperimentStore store = SqliteExperimentStore.open(Path.of(args[0]));
        store.create(
                StoreSamples.experiment(StoreSamples.FIRST, Optional.empty(), "h"), List.of(StoreSamples.event(1)));
        for (long last = 1; ; last += 2) {
            store.commit(StoreSamples.FIRST, last, StoreSamples.batch(ExperimentState.RUNNING, last + 1, last + 2));
            System.out.println(last + 2);
            System.out.flush();
        }
    }
}
