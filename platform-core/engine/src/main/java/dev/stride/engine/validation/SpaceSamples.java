package dev.stride.engine.validation;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configurations of a space that are looked at before an experiment is taken on: all combinations of what modules
 * are given, as long as they are few, and each variant of each parameter once. Of a range both ends are looked at.
 */
public final class SpaceSamples {

    private static final int MOST = 200;

    private SpaceSamples() {}

    /** At least one, and at most a few hundred; the first has the first of all values. */
    public static List<Configuration> of(SearchSpace space) {
        List<List<Map<String, ParameterValue>>> variants = new ArrayList<>();
        for (SearchSpace.Parameter parameter : space.parameters()) {
            boolean module = parameter.domain() instanceof ParameterDomain.Choice;
            List<Map<String, ParameterValue>> all = variants(parameter.domain(), parameter.name());
            variants.add(module ? all : all.subList(0, 1));
        }
        long product = 1;
        for (List<?> list : variants) {
            product = Math.min(MOST + 1L, product * list.size());
        }
        var samples = new LinkedHashSet<Map<String, ParameterValue>>(
                product <= MOST ? product(variants) : oneByOne(variants));
        samples.addAll(oneByOne(space.parameters().stream()
                .map(parameter -> variants(parameter.domain(), parameter.name()))
                .toList()));
        return samples.stream().map(Configuration::of).toList();
    }

    private static List<Map<String, ParameterValue>> product(List<List<Map<String, ParameterValue>>> variants) {
        List<Map<String, ParameterValue>> result = List.of(Map.of());
        for (List<Map<String, ParameterValue>> list : variants) {
            var next = new ArrayList<Map<String, ParameterValue>>();
            for (Map<String, ParameterValue> left : result) {
                for (Map<String, ParameterValue> right : list) {
                    next.add(joined(left, right));
                }
            }
            result = next;
        }
        return result;
    }

    private static List<Map<String, ParameterValue>> oneByOne(List<List<Map<String, ParameterValue>>> variants) {
        Map<String, ParameterValue> first = new TreeMap<>();
        variants.forEach(list -> first.putAll(list.get(0)));
        var result = new ArrayList<Map<String, ParameterValue>>();
        for (int i = 0; i < variants.size(); i++) {
            for (Map<String, ParameterValue> variant : variants.get(i)) {
                var values = new TreeMap<String, ParameterValue>();
                for (int j = 0; j < variants.size(); j++) {
                    values.putAll(i == j ? variant : variants.get(j).get(0));
                }
                result.add(values);
                if (result.size() == MOST) {
                    return result;
                }
            }
        }
        return result;
    }

    private static List<Map<String, ParameterValue>> variants(ParameterDomain domain, String path) {
        if (domain instanceof ParameterDomain.Choice choice) {
            var result = new ArrayList<Map<String, ParameterValue>>();
            for (ParameterDomain.Option option : choice.options()) {
                Map<String, ParameterValue> name = Map.of(path, ParameterValue.of(option.name()));
                inside(option.space(), path + "." + option.name() + ".").forEach(v -> result.add(joined(name, v)));
            }
            return result;
        } else if (domain instanceof ParameterDomain.Categorical list) {
            return each(path, list.values());
        } else if (domain instanceof ParameterDomain.Ordinal list) {
            return each(path, list.values());
        } else if (domain instanceof ParameterDomain.Whole range) {
            return each(path, List.of(ParameterValue.of(range.from()), ParameterValue.of(range.to())));
        } else if (domain instanceof ParameterDomain.Real range) {
            return each(path, List.of(ParameterValue.of(range.from()), ParameterValue.of(range.to())));
        }
        return each(path, List.of(((ParameterDomain.Fixed) domain).value()));
    }

    private static List<Map<String, ParameterValue>> inside(SearchSpace space, String prefix) {
        var lists = new ArrayList<List<Map<String, ParameterValue>>>();
        long product = 1;
        for (SearchSpace.Parameter parameter : space.parameters()) {
            List<Map<String, ParameterValue>> list = variants(parameter.domain(), prefix + parameter.name());
            product = Math.min(MOST + 1L, product * list.size());
            lists.add(list);
        }
        return product <= MOST ? product(lists) : oneByOne(lists);
    }

    private static List<Map<String, ParameterValue>> each(String path, List<ParameterValue> values) {
        return values.stream().distinct().map(v -> Map.of(path, v)).toList();
    }

    private static Map<String, ParameterValue> joined(
            Map<String, ParameterValue> left, Map<String, ParameterValue> right) {
        var both = new TreeMap<>(left);
        both.putAll(right);
        return both;
    }
}
