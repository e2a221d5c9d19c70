package dev.stride.server.file;

import dev.stride.model.ParameterDomain;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the choice among augmentation pipelines: a map from labels to lists of steps. A step is the name of an
 * augmentation, or a map from that name to its parameters. The label {@code none} and an empty list mean none.
 */
final class PipelineReader {

    private final Catalogue catalogue;
    private final ChoiceReader choices;
    private final ProblemLog log;

    PipelineReader(Catalogue catalogue, ProblemLog log) {
        this.catalogue = catalogue;
        this.choices = new ChoiceReader(catalogue, log);
        this.log = log;
    }

    Optional<ParameterDomain> read(YamlValue value, String path) {
        if (value instanceof YamlValue.Items items) {
            return Optional.of(new ParameterDomain.Choice(
                    List.of(new ParameterDomain.Option("pipeline", steps(items, path + ".pipeline")))));
        }
        if (value instanceof YamlValue.Scalar scalar
                && scalar.value().toString().equals("none")) {
            return Optional.of(
                    new ParameterDomain.Choice(List.of(new ParameterDomain.Option("none", SearchSpace.EMPTY))));
        }
        if (!(value instanceof YamlValue.Fields map) || map.fields().isEmpty()) {
            log.add(
                    value.place(),
                    path,
                    "expected a map from labels to lists of augmentations, not " + value.kind(),
                    "for example 'light: [mirror, {random-crop: {pad: 2}}]'");
            return Optional.empty();
        }
        var options = new ArrayList<ParameterDomain.Option>();
        map.fields().forEach((label, field) -> options.add(option(label, field, Section.join(path, label))));
        return Optional.of(new ParameterDomain.Choice(options));
    }

    private ParameterDomain.Option option(String label, YamlValue.Field field, String path) {
        if (!label.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            log.add(
                    field.place(),
                    path,
                    "'" + Quoted.text(label) + "' is no label",
                    "use lower case, digits and dashes");
        }
        YamlValue value = field.value();
        if (value instanceof YamlValue.Items items) {
            return new ParameterDomain.Option(label, steps(items, path));
        }
        boolean empty = value instanceof YamlValue.Nothing
                || value instanceof YamlValue.Fields map && map.fields().isEmpty();
        if (empty && label.equals("none")) {
            return new ParameterDomain.Option(label, SearchSpace.EMPTY);
        }
        if (catalogue.names(Catalogue.Kind.AUGMENTATION).contains(label)) {
            return new ParameterDomain.Option(
                    label, new SearchSpace(List.of(step(1, label, value, path + "." + label))));
        }
        log.add(
                value.place(),
                path,
                "expected a list of augmentations, not " + value.kind(),
                "for example 'light: [mirror, {random-crop: {pad: 2}}]'");
        return new ParameterDomain.Option(label, SearchSpace.EMPTY);
    }

    private SearchSpace steps(YamlValue.Items items, String path) {
        var steps = new ArrayList<SearchSpace.Parameter>();
        for (int i = 0; i < items.values().size(); i++) {
            String below = path + "[" + i + "]";
            Map.Entry<String, YamlValue> named = named(items.values().get(i), below);
            if (named != null) {
                steps.add(step(steps.size() + 1, named.getKey(), named.getValue(), below + "." + named.getKey()));
            }
        }
        return new SearchSpace(steps);
    }

    private Map.@org.jspecify.annotations.Nullable Entry<String, YamlValue> named(YamlValue item, String path) {
        String name;
        YamlValue parameters = new YamlValue.Nothing(item.place());
        if (item instanceof YamlValue.Scalar scalar) {
            name = scalar.value().toString();
        } else if (item instanceof YamlValue.Fields map && map.fields().size() == 1) {
            var only = map.fields().entrySet().iterator().next();
            name = only.getKey();
            parameters = only.getValue().value();
        } else {
            log.add(
                    item.place(),
                    path,
                    "expected one augmentation, not " + item.kind(),
                    "write 'mirror' or '{random-crop: {pad: 2}}'");
            return null;
        }
        if (!catalogue.names(Catalogue.Kind.AUGMENTATION).contains(name)) {
            log.unknown(item.place(), path, "augmentation", name, catalogue.names(Catalogue.Kind.AUGMENTATION));
            return null;
        }
        return Map.entry(name, parameters);
    }

    private SearchSpace.Parameter step(int number, String name, YamlValue value, String path) {
        SearchSpace parameters = choices.parameters(Catalogue.Kind.AUGMENTATION, name, value, path);
        return new SearchSpace.Parameter(
                Integer.toString(number),
                new ParameterDomain.Choice(List.of(new ParameterDomain.Option(name, parameters))));
    }
}
