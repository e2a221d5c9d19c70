package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * The tables of a database and their versions. A file that is damaged, that something else made, or whose version is
 * newer than this program knows is refused before anything is written to it.
 */
final class Schema {

    private static final String HISTORY = "flyway_schema_history";

    private final Path file;
    private final String url;
    private final Flyway flyway;

    private Schema(Path file) {
        this.file = file;
        this.url = "jdbc:sqlite:" + file;
        this.flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(url, "", "")
                .locations("classpath:dev/stride/store/migrations")
                .load();
    }

    static Schema of(Path file) {
        return new Schema(file);
    }

    /** Makes the tables, or brings older ones up to date. */
    void bringUpToDate() {
        try {
            if (Files.exists(file)) {
                requireOurs();
            }
            requireKnown();
            flyway.migrate();
        } catch (SQLException e) {
            throw DatabaseFailure.of(file, e);
        } catch (FlywayException e) {
            throw refused(e);
        }
    }

    private void requireOurs() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            List<String> damage = texts(connection, "PRAGMA quick_check(1)");
            if (!damage.equals(List.of("ok"))) {
                throw new PlatformException(
                        ErrorCode.CORRUPT,
                        "the database '" + file + "' is damaged: " + String.join(" ", damage),
                        "put back a copy of it, or move it away to begin with an empty one");
            }
            List<String> tables = texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
            if (!tables.isEmpty() && !tables.contains(HISTORY)) {
                throw new PlatformException(
                        ErrorCode.CONFLICT,
                        "the database '" + file + "' belongs to another program",
                        "give another folder with --data");
            }
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        return Database.query(connection, sql, row -> row.getString(1));
    }

    private void requireKnown() {
        MigrationInfo[] all = flyway.info().all();
        @Nullable
        MigrationVersion newest = Arrays.stream(all)
                .filter(m -> m.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .reduce((earlier, later) -> later)
                .orElse(null);
        for (MigrationInfo applied : flyway.info().applied()) {
            if (!applied.getState().isResolved()) {
                throw new PlatformException(
                        ErrorCode.CONFLICT,
                        "the database '" + file + "' has schema version " + applied.getVersion()
                                + ", which is newer than version " + newest + ", the last that this program knows",
                        "use a newer version of the program, or give another folder with --data");
            }
        }
    }

    private PlatformException refused(FlywayException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException) {
                return DatabaseFailure.of(file, cause);
            }
        }
        return new PlatformException(
                ErrorCode.CONFLICT,
                "the tables of the database '" + file + "' are not as this program made them",
                "put back a copy of it, or give another folder with --data",
                e);
    }
}
