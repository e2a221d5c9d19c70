package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.PlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
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
    void whatWasCommittedIsThereAfterReopening() {
        Path file = folder.resolve("other.db");
        try (ExperimentStore store = SqliteExperimentStore.open(file)) {
            store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        }
        try (ExperimentStore store = SqliteExperimentStore.open(file)) {
            assertThat(store.experiment(FIRST)).isPresent();
        }
    }

    @Test
    void aNewerSchemaIsLeftAlone() throws Exception {
        Path file = folder.resolve("newer.db");
        SqliteExperimentStore.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '999'");
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteExperimentStore.open(file))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("999");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedWithoutATrace() throws Exception {
        Path file = Files.writeString(folder.resolve("text.db"), "this is no database, and much too long to be one");
        assertThatThrownBy(() -> SqliteExperimentStore.open(file))
                .isInstanceOf(PlatformException.class)
                .hasMessageNotContaining("Exception");
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
            StoredExperiment experiment = store.experiment(FIRST).orElseThrow();
            assertThat(experiment.lastEvent()).isGreaterThanOrEqualTo(acknowledged);
            List<StoredEvent> events = store.events(FIRST, 0, 1_000_000);
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

    @Test
    void oneProcessHasADataFolder() {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThatThrownBy(() -> DataFolderLock.of(folder))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(lock).isNotNull();
        }
        DataFolderLock.of(folder).close();
    }
}
