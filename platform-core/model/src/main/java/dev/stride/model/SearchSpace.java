package dev.stride.model;

import java.util.List;

/** What may vary: parameters, some of which hang on the choice of another. */
public record SearchSpace(List<Parameter> parameters) {

    public static final SearchSpace EMPTY = new SearchSpace(List.of());

    public SearchSpace {
        parameters = List.copyOf(parameters);
        if (parameters.stream().map(Parameter::name).distinct().count() != parameters.size()) {
            throw new IllegalArgumentException("the parameters of a space need different names");
        }
    }

    /**
     * One parameter.
     *
     * @param name its name at its place; the path joins the names with dots
     */
    public record Parameter(String name, ParameterDomain domain) {}
}
