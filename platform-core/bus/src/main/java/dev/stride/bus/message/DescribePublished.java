package dev.stride.bus.message;

import dev.stride.model.ParameterValue;
import java.util.OptionalInt;

/**
 * Asks an architecture for the nets like its own that libraries publish weights of.
 *
 * @param preset the name by which the experiment calls the architecture: its own, or one of its presets
 * @param classes how many the net is to tell apart; empty for as many as the library's
 */
public record DescribePublished(String preset, ParameterValue.Fields parameters, OptionalInt classes) {}
