package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite database with one connection that writes and one that reads, so that reading never waits for writing. Each
 * serves one thread at a time. Every failure is one {@link PlatformException}, see {@link DatabaseFailure}.
 */
final class Database implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final Duration patience;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private final Connection reader;
    private @Nullable Connection writer;
    private volatile boolean closed;

    private Database(Path file, Duration patience) throws SQLException {
        this.file = file;
        this.patience = patience;
        this.reader = connect();
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
        return open(file, PATIENCE);
    }

    /** @param patience how long to wait for a lock that another program holds */
    static Database open(Path file, Duration patience) {
        Path absolute = file.toAbsolutePath();
        Schema.of(absolute).bringUpToDate();
        try {
            return new Database(absolute, patience);
        } catch (SQLException e) {
            throw DatabaseFailure.of(absolute, e);
        }
    }

    private Connection connect() throws SQLException {
        var settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("foreign_keys", "true");
        settings.setProperty("busy_timeout", Long.toString(patience.toMillis()));
        return DriverManager.getConnection("jdbc:sqlite:" + file, settings);
    }

    /** All of the work or nothing of it, whatever goes wrong; on disk when this returns. */
    <T> T write(Work<T> work) {
        synchronized (writing) {
            requireOpen();
            boolean committed = false;
            try {
                Connection connection = writer();
                execute(connection, "BEGIN IMMEDIATE");
                T result = work.in(connection);
                execute(connection, "COMMIT");
                committed = true;
                return result;
            } catch (SQLException e) {
                throw DatabaseFailure.of(file, e);
            } catch (IllegalArgumentException e) {
                throw unreadable(e);
            } finally {
                if (!committed) {
                    rollBack();
                }
            }
        }
    }

    private Connection writer() throws SQLException {
        if (writer == null) {
            writer = connect();
        }
        return writer;
    }

    /**
     * A transaction that cannot be rolled back ends with its connection, lest the next one commit what is left of it.
     * SQLite may have rolled it back by itself, as on a full disk; then the connection is made anew for nothing.
     */
    private void rollBack() {
        if (writer == null) {
            return;
        }
        try {
            execute(writer, "ROLLBACK");
        } catch (SQLException over) {
            closeWriter();
        }
    }

    private void closeWriter() {
        try (Connection old = writer) {
            writer = null;
        } catch (SQLException e) {
            throw DatabaseFailure.of(file, e);
        }
    }

    <T> List<T> read(String sql, Row<T> row, @Nullable Object... values) {
        synchronized (reading) {
            requireOpen();
            try {
                return query(reader, sql, row, values);
            } catch (SQLException e) {
                throw DatabaseFailure.of(file, e);
            } catch (IllegalArgumentException e) {
                throw unreadable(e);
            }
        }
    }

    private PlatformException unreadable(IllegalArgumentException e) {
        return new PlatformException(
                ErrorCode.CORRUPT,
                "the database '" + file + "' holds a value that this program does not know: " + e.getMessage(),
                "put back an earlier copy of it, or use the version of the program that wrote it",
                e);
    }

    private void requireOpen() {
        if (closed) {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the store is closed", "start the node again");
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is under way ends first; may be called again. */
    @Override
    public void close() {
        synchronized (writing) {
            synchronized (reading) {
                closed = true;
                closeWriter();
                try {
                    reader.close();
                } catch (SQLException e) {
                    throw DatabaseFailure.of(file, e);
                }
            }
        }
    }
}
