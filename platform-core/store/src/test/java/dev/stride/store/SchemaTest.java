package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractThrowableAssert;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that this program cannot use is refused by name, and is afterwards what it was. */
class SchemaTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("stride.db");
    }

    @Test
    void trialsOfAnEarlierSchemaCountByTheirLastEpoch() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            Flyway.configure()
                    .dataSource("jdbc:sqlite:" + file, "", "")
                    .locations("classpath:dev/stride/store/migrations")
                    .target("1")
                    .load()
                    .migrate();
            statement.executeUpdate("""
                    INSERT INTO experiments VALUES ('e', 'n', 'completed',
                        '{"objective":{"metric":"VALIDATION_LOSS","goal":"MINIMIZE"}}', '{}', NULL, '', 1, 2, '', 0)""");
            statement.executeUpdate("""
                    INSERT INTO trials VALUES ('e', 1, 'completed', 'l', '{}', '{}', '', 1, 3, 3, 0.1, 2, 0.9, 0.2,
                        1, 1, 1.0, '', '', 1, 2)""");
            statement.executeUpdate("""
                    INSERT INTO measurements VALUES ('e', 1, 2, 'validation.loss', 0.1),
                        ('e', 1, 3, 'validation.loss', 0.3), ('e', 1, 3, 'validation.accuracy', 0.9)""");
        }
        SqliteExperimentStore.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(Database.query(connection, "SELECT objective FROM trials", row -> row.getDouble(1)))
                    .containsExactly(0.3);
        }
    }

    @Test
    void eventsOfAnEarlierSchemaAreFoundByTheirTrial() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            Flyway.configure()
                    .dataSource("jdbc:sqlite:" + file, "", "")
                    .locations("classpath:dev/stride/store/migrations")
                    .target("2")
                    .load()
                    .migrate();
            String id = StoreSamples.FIRST.value();
            statement.executeUpdate(
                    "INSERT INTO experiments VALUES ('" + id + "', 'n', 'running', '{}', '{}', NULL, '', 1, 2, '', 3)");
            statement.executeUpdate("INSERT INTO events VALUES ('" + id + "', 1, 'accepted', '{\"reason\":\"\"}', 1),"
                    + " ('" + id + "', 2, 'trial-proposed', '{\"trial\":7}', 1),"
                    + " ('" + id + "', 3, 'odd', 'no JSON', 1)");
        }
        try (ExperimentStore store = SqliteExperimentStore.open(file)) {
            assertThat(store.events(new TrialId(StoreSamples.FIRST, 7), 0, 10))
                    .extracting(StoredEvent::sequence)
                    .containsExactly(2L);
            assertThat(store.events(StoreSamples.FIRST, 0, 10))
                    .extracting(StoredEvent::trial)
                    .containsExactly(OptionalInt.empty(), OptionalInt.of(7), OptionalInt.empty());
        }
    }

    @Test
    void theVersionIsKeptInTheDatabase() throws Exception {
        SqliteExperimentStore.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(Database.query(
                            connection,
                            "SELECT version, checksum FROM flyway_schema_history",
                            row -> row.getString(1) + ":" + row.getInt(2)))
                    .as("a migration that was released never changes: add another one")
                    .containsExactly("1:-132115067", "2:-1557434299", "3:-2137655666");
        }
    }

    @Test
    void aNewerSchemaIsLeftAlone() throws Exception {
        SqliteExperimentStore.open(file).close();
        sql("UPDATE flyway_schema_history SET version = '999'");
        refusedAndLeftAlone(ErrorCode.CONFLICT)
                .hasMessageContaining("schema version 999")
                .hasMessageContaining("newer than version 3")
                .hasMessageContaining("use a newer version of the program");
    }

    @Test
    void aMigrationThatWasChangedIsRefused() throws Exception {
        SqliteExperimentStore.open(file).close();
        sql("UPDATE flyway_schema_history SET checksum = 1");
        refusedAndLeftAlone(ErrorCode.CONFLICT).hasMessageContaining("not as this program made them");
    }

    @Test
    void theDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
        sql("CREATE TABLE bookmarks (url TEXT)");
        refusedAndLeftAlone(ErrorCode.CONFLICT).hasMessageContaining("belongs to another program");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(file, "this is no database, and much too long to be one");
        refusedAndLeftAlone(ErrorCode.CORRUPT).hasMessageNotContaining("Exception");
    }

    @Test
    void aDatabaseWithADamagedPageIsRefused() throws Exception {
        filled();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4_096]), 3 * 4_096);
        }
        refusedAndLeftAlone(ErrorCode.CORRUPT);
    }

    @Test
    void aDatabaseThatIsCutShortIsRefused() throws Exception {
        filled();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        refusedAndLeftAlone(ErrorCode.CORRUPT);
    }

    @Test
    void aFolderIsNoDatabase() throws Exception {
        Files.createDirectory(file);
        refused(ErrorCode.STORE_UNAVAILABLE);
    }

    private void filled() {
        try (ExperimentStore store = SqliteExperimentStore.open(file)) {
            store.create(
                    StoreSamples.experiment(StoreSamples.FIRST, Optional.empty(), "h"), List.of(StoreSamples.event(1)));
        }
    }

    private void sql(String text) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private AbstractThrowableAssert<?, ?> refusedAndLeftAlone(ErrorCode code) throws IOException {
        byte[] before = Files.readAllBytes(file);
        AbstractThrowableAssert<?, ?> refused = refused(code);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        return refused;
    }

    private AbstractThrowableAssert<?, ?> refused(ErrorCode code) {
        return assertThatThrownBy(() -> SqliteExperimentStore.open(file).close())
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(file.toString());
    }
}
