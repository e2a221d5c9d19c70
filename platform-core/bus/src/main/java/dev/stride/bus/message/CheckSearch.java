package dev.stride.bus.message;

import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;

/** Asks a search algorithm whether it can search a space. */
public record CheckSearch(ParameterValue.Fields parameters, SearchSpace space) {}
