package dev.stride.bus.message;

import dev.stride.model.ParameterValue;

/** @param parameters all parameters, defaults included */
public record AugmentationChecked(ParameterValue.Fields parameters) {}
