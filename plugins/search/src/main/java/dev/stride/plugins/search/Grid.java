package dev.stride.plugins.search;

import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import dev.stride.spi.Misfit;
import java.util.List;
import java.util.Map;

/**
 * The points of a space, numbered: later parameters vary fastest, and what hangs on a choice right after the choice.
 * Point i is computed from i, nothing is expanded.
 *
 * @param points into how many points a real range is cut, both ends included; 0 for a refusal
 */
record Grid(int points) {

    long size(SearchSpace space) {
        try {
            return count(space, "space");
        } catch (ArithmeticException e) {
            throw new Misfit(
                    "the grid has more than " + Long.MAX_VALUE + " points",
                    "vary fewer parameters, or search at random");
        }
    }

    private long count(SearchSpace space, String path) {
        long count = 1;
        for (SearchSpace.Parameter parameter : space.parameters()) {
            count = Math.multiplyExact(count, count(parameter.domain(), path + "." + parameter.name()));
        }
        return count;
    }

    private long count(ParameterDomain domain, String path) {
        if (domain instanceof ParameterDomain.Choice choice) {
            long count = 0;
            for (ParameterDomain.Option option : choice.options()) {
                count = Math.addExact(count, count(option.space(), path + "." + option.name()));
            }
            return count;
        } else if (domain instanceof ParameterDomain.Categorical list) {
            return list.values().size();
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            return list.values().size();
        } else if (domain instanceof ParameterDomain.Whole range) {
            return range.count();
        } else if (domain instanceof ParameterDomain.Real range) {
            return range.from() == range.to() ? 1 : cut(path);
        }
        return 1;
    }

    private long cut(String path) {
        if (points < 1) {
            throw new Misfit(
                    path + " is a range of real numbers, which has no grid",
                    "give a list of values, or cut ranges by 'search: {grid: {points: 5}}', or use 'search: random'");
        }
        return points;
    }

    /** Puts point {@code index} of a space into {@code values}. */
    void point(SearchSpace space, long index, String prefix, Map<String, ParameterValue> values) {
        List<SearchSpace.Parameter> parameters = space.parameters();
        long rest = index;
        for (int i = parameters.size() - 1; i >= 0; i--) {
            SearchSpace.Parameter parameter = parameters.get(i);
            String path = prefix + parameter.name();
            long count = count(parameter.domain(), path);
            value(parameter.domain(), rest % count, path, values);
            rest /= count;
        }
    }

    private void value(ParameterDomain domain, long index, String path, Map<String, ParameterValue> values) {
        if (domain instanceof ParameterDomain.Choice choice) {
            option(choice, index, path, values);
        } else if (domain instanceof ParameterDomain.Categorical list) {
            values.put(path, list.values().get((int) index));
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            values.put(path, list.values().get((int) index));
        } else if (domain instanceof ParameterDomain.Whole range) {
            values.put(path, ParameterValue.of(range.from() + index * range.step()));
        } else if (domain instanceof ParameterDomain.Real range) {
            values.put(path, ParameterValue.of(real(range, index)));
        } else if (domain instanceof ParameterDomain.Fixed fixed) {
            values.put(path, fixed.value());
        }
    }

    private void option(ParameterDomain.Choice choice, long index, String path, Map<String, ParameterValue> values) {
        long rest = index;
        for (ParameterDomain.Option option : choice.options()) {
            String below = path + "." + option.name();
            long count = count(option.space(), below);
            if (rest < count) {
                values.put(path, ParameterValue.of(option.name()));
                point(option.space(), rest, below + ".", values);
                return;
            }
            rest -= count;
        }
        throw new IllegalArgumentException("point " + index + " lies outside of " + path);
    }

    private double real(ParameterDomain.Real range, long index) {
        if (index == 0) {
            return range.from();
        }
        return index == points - 1 ? range.to() : Scales.at(range, (double) index / (points - 1));
    }
}
