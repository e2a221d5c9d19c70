package dev.stride.store;

/**
 * An event as it is kept.
 *
 * @param sequence its number in the experiment, from 1
 * @param body in JSON
 * @param at in milliseconds since 1970
 */
public record StoredEvent(long sequence, String type, String body, long at) {}
