package dev.stride.store;

import static dev.stride.store.StoreSamples.FIRST;
import static dev.stride.store.StoreSamples.batch;
import static dev.stride.store.StoreSamples.event;
import static dev.stride.store.StoreSamples.experiment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, a lock, an error in mid-transaction: each is one error, and what was acknowledged stays. */
class SqliteFailuresTest {

    @TempDir
    Path folder;

    private Path file;
    private Database database;
    private ExperimentStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("stride.db");
        database = Database.open(file, Duration.ZERO);
        store = new SqliteExperimentStore(database);
        store.create(experiment(FIRST, Optional.empty(), "h"), List.of(event(1)));
        store.commit(FIRST, 1, batch(ExperimentState.RUNNING, 2));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyCommitIsForcedToDiskInAWriteAheadLog() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).as("2 is FULL").isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
    }

    private String pragma(String name) {
        return database.write(c -> Database.query(c, "PRAGMA " + name, row -> row.getString(1)))
                .get(0);
    }

    @Test
    void aFullDiskIsNamedAndTheCommitCanBeMadeAgainOnceThereIsRoom() {
        pragma("max_page_count = " + pragma("page_count"));
        long[] many = LongStream.rangeClosed(3, 5_000).toArray();
        refused(ErrorCode.DISK_FULL, () -> store.commit(FIRST, 2, batch(ExperimentState.RUNNING, many)))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("make room");
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1), event(2));
        pragma("max_page_count = 1000000");
        store.commit(FIRST, 2, batch(ExperimentState.RUNNING, many));
        assertThat(store.experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(5_000);
    }

    @Test
    void aDatabaseThatAnotherProgramLocksIsNamedAndTheCommitCanBeMadeAgain() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            refused(ErrorCode.STORE_UNAVAILABLE, () -> store.commit(FIRST, 2, batch(ExperimentState.RUNNING, 3)))
                    .hasMessageContaining("locked by another program")
                    .hasMessageContaining(file.toString());
            assertThat(store.events(FIRST, 0, 10)).hasSize(2);
        }
        store.commit(FIRST, 2, batch(ExperimentState.RUNNING, 3));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1), event(2), event(3));
    }

    @Test
    void ofTwoStoresOnOneFileTheOneThatIsBehindIsRefusedAndOverwritesNothing() {
        try (ExperimentStore other = SqliteExperimentStore.open(file)) {
            other.commit(FIRST, 2, batch(ExperimentState.RUNNING, 3, 4));
            refused(ErrorCode.CONFLICT, () -> store.commit(FIRST, 2, batch(ExperimentState.COMPLETED, 3)));
        }
        assertThat(store.events(FIRST, 0, 10)).hasSize(4);
        assertThat(store.experiment(FIRST).orElseThrow().state()).isEqualTo(ExperimentState.RUNNING);
    }

    @Test
    void whatAnErrorLeftInATransactionIsNotCommittedByTheNextOne() {
        assertThatThrownBy(() -> database.write(connection -> {
                    Database.update(connection, "DELETE FROM events");
                    throw new OutOfMemoryError("in mid-transaction");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        store.commit(FIRST, 2, batch(ExperimentState.RUNNING, 3));
        assertThat(store.events(FIRST, 0, 10)).containsExactly(event(1), event(2), event(3));
    }

    @Test
    void whatATransactionThatCannotBeRolledBackHoldsIsLostWithIt() {
        assertThatThrownBy(() -> database.write(connection -> {
                    Database.update(connection, "UPDATE experiments SET last_event = 77");
                    connection.close();
                    throw new SQLException("the connection broke");
                }))
                .isInstanceOf(PlatformException.class);
        store.commit(FIRST, 2, batch(ExperimentState.RUNNING, 3));
        assertThat(store.experiment(FIRST).orElseThrow().lastEvent()).isEqualTo(3);
    }

    @Test
    void whatTheDatabaseRefusesIsADefectAndNotTriedAgain() {
        refused(ErrorCode.DEFECT, () -> database.write(c -> Database.update(c, "INSERT INTO events DEFAULT VALUES")));
        refused(ErrorCode.DEFECT, () -> database.write(c -> Database.update(c, "nonsense")));
    }

    @Test
    void aWordThatIsNotKnownIsCorrupt() {
        database.write(c -> Database.update(c, "UPDATE experiments SET state = 'hovering'"));
        refused(ErrorCode.CORRUPT, () -> store.experiment(FIRST)).hasMessageContaining("HOVERING");
        database.write(c -> Database.update(c, "UPDATE measurements SET metric = 'taste'"));
        refused(ErrorCode.CORRUPT, () -> store.measurements(new TrialId(FIRST, 1)))
                .hasMessageContaining("taste");
    }

    private static AbstractThrowableAssert<?, ?> refused(ErrorCode code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
