package dev.stride.bus.message;

/** @param known whether the worker runs the attempt; what becomes of it comes as a report */
public record CancelReply(boolean known) {}
