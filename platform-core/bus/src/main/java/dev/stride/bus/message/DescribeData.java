package dev.stride.bus.message;

import dev.stride.model.DataSelection;

/** Asks a data set what it holds. Loads it, and keeps it for the trials that follow. */
public record DescribeData(DataSelection selection) {}
