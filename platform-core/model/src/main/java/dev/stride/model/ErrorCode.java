package dev.stride.model;

import java.util.Locale;

/** Every way in which the platform fails, each in one family. */
public enum ErrorCode {
    INVALID_REQUEST(ErrorFamily.USER),
    UNKNOWN_MODULE(ErrorFamily.USER),
    MISFIT(ErrorFamily.USER),
    NOT_FOUND(ErrorFamily.USER),
    CONFLICT(ErrorFamily.USER),
    TOO_LARGE(ErrorFamily.USER),
    DATA_INVALID(ErrorFamily.USER),
    SLOT_LOST(ErrorFamily.RESOURCES),
    WORKER_LOST(ErrorFamily.RESOURCES),
    OUT_OF_MEMORY(ErrorFamily.RESOURCES),
    DISK_FULL(ErrorFamily.RESOURCES),
    TIMED_OUT(ErrorFamily.RESOURCES),
    DATA_UNAVAILABLE(ErrorFamily.EXTERNAL),
    STORE_UNAVAILABLE(ErrorFamily.EXTERNAL),
    PLUGIN_FAILED(ErrorFamily.INTERNAL),
    CORRUPT(ErrorFamily.INTERNAL),
    DEFECT(ErrorFamily.INTERNAL);

    private final ErrorFamily family;

    ErrorCode(ErrorFamily family) {
        this.family = family;
    }

    public ErrorFamily family() {
        return family;
    }

    /** The code as people and programs read it, for example {@code slot-lost}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
