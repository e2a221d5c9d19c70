package dev.stride.bus.message;

import java.util.OptionalLong;

/** @param size how many trials it proposes at most; empty where it does not end by itself */
public record SearchChecked(OptionalLong size) {}
