package dev.stride.bus.message;

import dev.stride.model.ParameterValue;
import java.util.Optional;

/**
 * An augmentation's answer.
 *
 * @param parameters all parameters, defaults included
 * @param mixes whether it mixes images of a batch; empty in the answer of an older node, which does not tell
 */
public record AugmentationChecked(ParameterValue.Fields parameters, Optional<Boolean> mixes) {}
