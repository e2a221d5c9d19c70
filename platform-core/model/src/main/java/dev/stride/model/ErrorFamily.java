package dev.stride.model;

/** The four families of failure. The family alone decides whether a failed attempt earns another one. */
public enum ErrorFamily {
    /** The request cannot be carried out as it stands; the person who made it can mend it. */
    USER,
    /** Memory, disk, time or a process was lost; another attempt may succeed. */
    RESOURCES,
    /** Something outside the platform failed; another attempt may succeed. */
    EXTERNAL,
    /** A defect of the platform or of a plugin; another attempt would fail in the same way. */
    INTERNAL;

    /** Whether a failure of this family earns another attempt. */
    public boolean isRetryable() {
        return this == RESOURCES || this == EXTERNAL;
    }
}
