package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteExperimentStoreTest extends ExperimentStoreContract {

    @TempDir
    Path folder;

    @Override
    ExperimentStore open() {
        return SqliteExperimentStore.open(folder.resolve("stride.db"));
    }

    @Test
    void everyAcknowledgedCommitSurvivesAKill() throws Exception {
        Path file = folder.resolve("killed.db");
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = acknowledged(writer);
        writer.destroyForcibly().waitFor();
        try (ExperimentStore store = SqliteExperimentStore.open(file)) {
            StoredExperiment experiment = store.experiment(StoreSamples.FIRST).orElseThrow();
            assertThat(experiment.lastEvent()).isGreaterThanOrEqualTo(acknowledged);
            List<StoredEvent> events = store.events(StoreSamples.FIRST, 0, 1_000_000);
            assertThat(events).hasSize((int) experiment.lastEvent());
            assertThat(events.get(events.size() - 1).sequence()).isEqualTo(experiment.lastEvent());
        }
    }

    private static long acknowledged(Process writer) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
        long last = 0;
        while (last < 50) {
            last = Long.parseLong(lines.readLine());
        }
        return last;
    }
}
