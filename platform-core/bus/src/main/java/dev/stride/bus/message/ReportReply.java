package dev.stride.bus.message;

/**
 * The report is stored, or will never be.
 *
 * @param accepted false where the attempt is no longer the worker's: to be ended, its reports thrown away
 */
public record ReportReply(boolean accepted) {}
