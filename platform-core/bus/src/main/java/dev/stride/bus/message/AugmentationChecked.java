package dev.stride.bus.message;

import dev.stride.model.ParameterValue;

/**
 * An augmentation's answer.
 *
 * @param parameters all parameters, defaults included
 * @param mixes whether it mixes images of a batch
 */
public record AugmentationChecked(ParameterValue.Fields parameters, boolean mixes) {}
