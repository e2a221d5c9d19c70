package dev.stride.bus.message;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;

/** Asks an augmentation whether it can change such images. */
public record CheckAugmentation(ParameterValue.Fields parameters, ImageShape images) {}
