package dev.stride.training.program;

import java.util.Map;
import java.util.Set;

/**
 * What of a net learns, and how fast.
 *
 * @param frozen nodes whose parameters and statistics stay as they are
 * @param rates what the rate of a step is multiplied by for a node; 1 for nodes that are not named
 */
public record Learning(Set<String> frozen, Map<String, Double> rates) {

    /** Everything learns, at one rate. */
    public static final Learning ALL = without(Set.of());

    public Learning {
        frozen = Set.copyOf(frozen);
        rates = Map.copyOf(rates);
    }

    /** Everything else learns, at one rate. */
    public static Learning without(Set<String> frozen) {
        return new Learning(frozen, Map.of());
    }

    double rate(String node) {
        return rates.getOrDefault(node, 1.0);
    }
}
