package dev.stride.spi.testkit;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Whether a configuration is a point of a space: a value of its domain for each active parameter, and nothing else. */
final class SpaceMembership {

    private final Configuration configuration;
    private final List<String> problems = new ArrayList<>();
    private final TreeSet<String> beside;

    private SpaceMembership(Configuration configuration) {
        this.configuration = configuration;
        this.beside = new TreeSet<>(configuration.values().keySet());
    }

    /** What is wrong; empty for a point of the space. */
    static List<String> problems(SearchSpace space, Configuration configuration) {
        var membership = new SpaceMembership(configuration);
        membership.look(space, "");
        membership.beside.forEach(path -> membership.problems.add(path + " is no active parameter"));
        return membership.problems;
    }

    private void look(SearchSpace space, String prefix) {
        for (SearchSpace.Parameter parameter : space.parameters()) {
            String path = prefix + parameter.name();
            beside.remove(path);
            configuration
                    .get(path)
                    .ifPresentOrElse(
                            value -> look(parameter.domain(), path, value), () -> problems.add(path + " has no value"));
        }
    }

    private void look(ParameterDomain domain, String path, ParameterValue value) {
        if (!isIn(domain, value)) {
            problems.add(path + " is " + value + ", which is not in " + domain);
        } else if (domain instanceof ParameterDomain.Choice choice) {
            choice.options().stream()
                    .filter(option -> ParameterValue.of(option.name()).equals(value))
                    .forEach(option -> look(option.space(), path + "." + option.name() + "."));
        }
    }

    private static boolean isIn(ParameterDomain domain, ParameterValue value) {
        if (domain instanceof ParameterDomain.Choice choice) {
            return choice.options().stream()
                    .anyMatch(option -> ParameterValue.of(option.name()).equals(value));
        } else if (domain instanceof ParameterDomain.Categorical list) {
            return list.values().contains(value);
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            return list.values().contains(value);
        } else if (domain instanceof ParameterDomain.Whole range) {
            return value instanceof ParameterValue.Whole whole
                    && whole.value() >= range.from()
                    && whole.value() <= range.to()
                    && (whole.value() - range.from()) % range.step() == 0;
        } else if (domain instanceof ParameterDomain.Real range) {
            return value instanceof ParameterValue.Real real
                    && real.value() >= range.from()
                    && real.value() <= range.to();
        }
        return ((ParameterDomain.Fixed) domain).value().equals(value);
    }
}
