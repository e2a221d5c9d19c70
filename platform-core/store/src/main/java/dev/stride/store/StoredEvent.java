package dev.stride.store;

import java.util.OptionalInt;

/**
 * An event as it is kept.
 *
 * @param sequence its number in the experiment, from 1
 * @param trial the number of the trial that it is about; empty for one of the experiment as a whole
 * @param body in JSON
 * @param at in milliseconds since 1970
 */
public record StoredEvent(long sequence, OptionalInt trial, String type, String body, long at) {

    /** An event of the experiment as a whole. */
    public StoredEvent(long sequence, String type, String body, long at) {
        this(sequence, OptionalInt.empty(), type, body, at);
    }
}
