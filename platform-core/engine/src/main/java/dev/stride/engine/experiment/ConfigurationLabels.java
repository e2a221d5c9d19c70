package dev.stride.engine.experiment;

import dev.stride.model.Configuration;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A configuration in a few words: what varies in the experiment, without the seed. Trials with one label differ in
 * nothing but their seed.
 */
public final class ConfigurationLabels {

    private static final String SEED = "seed";

    private final Set<String> varying = new HashSet<>();

    public ConfigurationLabels(SearchSpace space) {
        collect(space, "");
    }

    private void collect(SearchSpace space, String prefix) {
        for (SearchSpace.Parameter parameter : space.parameters()) {
            String path = prefix + parameter.name();
            if (parameter.domain() instanceof ParameterDomain.Choice choice) {
                if (choice.options().size() > 1) {
                    varying.add(path);
                }
                choice.options().forEach(o -> collect(o.space(), path + "." + o.name() + "."));
            } else if (!(parameter.domain() instanceof ParameterDomain.Fixed)) {
                varying.add(path);
            }
        }
        varying.remove(SEED);
    }

    /** For example {@code lenet-5, activation tanh}. */
    public String of(Configuration configuration) {
        var words = new ArrayList<String>();
        for (Map.Entry<String, ParameterValue> entry : configuration.values().entrySet()) {
            if (varying.contains(entry.getKey())) {
                words.add(word(entry.getKey(), entry.getValue()));
            }
        }
        return words.isEmpty() ? configuration.text("architecture").orElse("all") : String.join(", ", words);
    }

    private static String word(String path, ParameterValue value) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return name.equals("architecture") || name.equals("transfer") || name.equals("optimizer")
                ? value.toString()
                : name + " " + value;
    }
}
