package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite database with one connection that writes and one that reads, so that reading never waits for writing. Each
 * serves one thread at a time.
 */
final class Database implements AutoCloseable {

    private final Connection writer;
    private final Connection reader;

    private Database(Connection writer, Connection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Something to do in a transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** One row of a result. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Database open(Path file) {
        String url = "jdbc:sqlite:" + file;
        try {
            migrate(url);
            return new Database(connect(url), connect(url));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        var settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("foreign_keys", "true");
        settings.setProperty("busy_timeout", "5000");
        return DriverManager.getConnection(url, settings);
    }

    /** Brings an older schema up to date; one that is newer than this program is left alone. */
    private static void migrate(String url) {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(url, "", "")
                .locations("classpath:dev/stride/store/migrations")
                .load();
        try {
            for (MigrationInfo applied : flyway.info().applied()) {
                if (!applied.getState().isResolved()) {
                    throw new PlatformException(
                            ErrorCode.CONFLICT,
                            "the database has schema version " + applied.getVersion()
                                    + ", which is newer than this program knows",
                            "use a newer version of the program, or another data folder");
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new PlatformException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the database cannot be opened or brought up to date",
                    "check the data folder, its rights and the room on its disk",
                    e);
        }
    }

    /** All of the work or nothing of it; on disk when this returns. */
    <T> T write(Work<T> work) {
        synchronized (writer) {
            try {
                writer.setAutoCommit(false);
                T result = work.in(writer);
                writer.commit();
                return result;
            } catch (SQLException e) {
                rollBack();
                throw failure(e);
            } catch (RuntimeException e) {
                rollBack();
                throw e;
            }
        }
    }

    private void rollBack() {
        try {
            writer.rollback();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    <T> List<T> read(String sql, Row<T> row, @Nullable Object... values) {
        synchronized (reader) {
            try {
                return query(reader, sql, row, values);
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    static <T> List<T> query(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var rows = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** Runs one statement for many rows of values. */
    static void updateAll(Connection connection, String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static PlatformException failure(SQLException e) {
        boolean full = String.valueOf(e.getMessage()).contains("SQLITE_FULL");
        return new PlatformException(
                full ? ErrorCode.DISK_FULL : ErrorCode.STORE_UNAVAILABLE,
                full ? "the disk is full" : "the database failed",
                full ? "make room" : "check the data folder, its rights and its disk; the log has more",
                e);
    }

    @Override
    public void close() {
        try (Connection first = writer;
                Connection second = reader) {
            synchronized (first) {
                synchronized (second) {
                    first.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
