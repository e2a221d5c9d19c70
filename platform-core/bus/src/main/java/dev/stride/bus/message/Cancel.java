package dev.stride.bus.message;

import dev.stride.model.AttemptId;

/** Ends an attempt between two steps. */
public record Cancel(AttemptId attempt) {}
