package dev.stride.engine.validation;

import dev.stride.engine.experiment.ExperimentEvent;
import java.util.Optional;

/**
 * A configuration that may train.
 *
 * @param source where the weights were found that it starts from
 * @param transfer what its transfer strategy does and why, for people; empty where nothing is transferred
 */
public record Preparation(ExperimentEvent.Prepared prepared, Optional<FoundSource> source, Optional<String> transfer) {}
