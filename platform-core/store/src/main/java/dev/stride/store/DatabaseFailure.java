package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says as what its user can do about it. Only what may pass by itself has a code that is tried again. */
final class DatabaseFailure {

    private static final int PRIMARY = 0xff;

    private DatabaseFailure() {}

    /** @param cause has SQLite's word in it, or among its causes */
    static PlatformException of(Path file, Throwable cause) {
        SQLiteErrorCode code = code(cause);
        String name = "the database '" + file + "'";
        return switch (primary(code)) {
            case SQLITE_FULL ->
                failure(ErrorCode.DISK_FULL, "the disk of " + name + " is full", "make room on it", cause);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                failure(
                        ErrorCode.STORE_UNAVAILABLE,
                        name + " is locked by another program",
                        "end what else has it open, such as a database browser",
                        cause);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                failure(
                        ErrorCode.CORRUPT,
                        name + " is damaged, or no database (" + code + ")",
                        "put back a copy of it, or move it away to begin with an empty one",
                        cause);
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                failure(
                        ErrorCode.STORE_UNAVAILABLE,
                        name + " cannot be read or written (" + code + ")",
                        "check that it is a file, the rights of its folder, and its disk",
                        cause);
            case SQLITE_NOMEM ->
                failure(ErrorCode.OUT_OF_MEMORY, name + " got no memory", "give the machine more memory", cause);
            default ->
                failure(
                        ErrorCode.DEFECT,
                        name + " refused what was to be written or read (" + code + ")",
                        "this is a defect of the program; its log has more",
                        cause);
        };
    }

    private static SQLiteErrorCode code(Throwable cause) {
        for (@Nullable Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** SQLite's extended codes carry the plain one in their lowest byte. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & PRIMARY);
    }

    private static PlatformException failure(ErrorCode code, String message, String remedy, Throwable cause) {
        return new PlatformException(code, message, remedy, cause);
    }
}
