package dev.stride.server.file;

import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a choice among named modules, each with parameters of its own: a name, a list of names, or a map from names to
 * parameters.
 */
final class ChoiceReader {

    private final Catalogue catalogue;
    private final DomainReader domains;
    private final ProblemLog log;

    ChoiceReader(Catalogue catalogue, ProblemLog log) {
        this.catalogue = catalogue;
        this.domains = new DomainReader(log);
        this.log = log;
    }

    /** The choice; empty where nothing of it could be read. */
    Optional<ParameterDomain> read(Catalogue.Kind kind, YamlValue value, String path) {
        var options = new ArrayList<ParameterDomain.Option>();
        int before = log.size();
        if (value instanceof YamlValue.Fields map) {
            map.fields()
                    .forEach((name, field) -> option(kind, name, field, path).ifPresent(options::add));
        } else {
            List<YamlValue> names = value instanceof YamlValue.Items items ? items.values() : List.of(value);
            names.forEach(name -> named(kind, name, path, options).ifPresent(options::add));
        }
        if (options.isEmpty()) {
            if (log.size() == before) {
                log.add(value.place(), path, "no " + kind.words() + " is named", "name at least one");
            }
            return Optional.empty();
        }
        return Optional.of(new ParameterDomain.Choice(options));
    }

    private Optional<ParameterDomain.Option> named(
            Catalogue.Kind kind, YamlValue value, String path, List<ParameterDomain.Option> earlier) {
        if (!(value instanceof YamlValue.Scalar scalar)) {
            log.add(
                    value.place(),
                    path,
                    "expected the name of a " + kind.words() + ", not " + value.kind(),
                    "give names, or a map from names to parameters");
            return Optional.empty();
        }
        String name = scalar.value().toString();
        if (earlier.stream().anyMatch(o -> o.name().equals(name))) {
            log.add(value.place(), path, "'" + Quoted.text(name) + "' is named twice", "keep one of them");
            return Optional.empty();
        }
        return option(kind, name, new YamlValue.Field(value.place(), new YamlValue.Nothing(value.place())), path);
    }

    private Optional<ParameterDomain.Option> option(
            Catalogue.Kind kind, String name, YamlValue.Field field, String path) {
        if (!catalogue.names(kind).contains(name)) {
            log.unknown(field.place(), Section.join(path, name), kind.words(), name, catalogue.names(kind));
            return Optional.empty();
        }
        return Optional.of(
                new ParameterDomain.Option(name, parameters(kind, name, field.value(), Section.join(path, name))));
    }

    /** The space of a module's parameters. */
    SearchSpace parameters(Catalogue.Kind kind, String name, YamlValue value, String path) {
        if (value instanceof YamlValue.Nothing) {
            return SearchSpace.EMPTY;
        }
        if (!(value instanceof YamlValue.Fields map)) {
            log.add(
                    value.place(),
                    path,
                    "expected a map of parameters, not " + value.kind(),
                    "write {} for the defaults, or 'parameter: value'");
            return SearchSpace.EMPTY;
        }
        var parameters = new ArrayList<SearchSpace.Parameter>();
        Collection<String> known = catalogue.parameters(kind, name);
        for (Map.Entry<String, YamlValue.Field> entry : map.fields().entrySet()) {
            String below = Section.join(path, entry.getKey());
            if (!known.contains(entry.getKey())) {
                unknownParameter(entry, below, name, known);
                continue;
            }
            YamlValue given = entry.getValue().value();
            domains.read(given, below).ifPresent(domain -> {
                check(kind, name, entry.getKey(), domain, given.place(), below);
                parameters.add(new SearchSpace.Parameter(entry.getKey(), domain));
            });
        }
        return new SearchSpace(parameters);
    }

    private void unknownParameter(
            Map.Entry<String, YamlValue.Field> entry, String path, String module, Collection<String> known) {
        Place place = entry.getValue().place();
        if (known.isEmpty()) {
            log.add(place, path, "'" + module + "' has no parameters", "leave it out");
        } else {
            log.unknown(place, path, "parameter", entry.getKey(), known);
        }
    }

    private void check(
            Catalogue.Kind kind, String name, String parameter, ParameterDomain domain, Place place, String path) {
        for (ParameterValue value : ends(domain)) {
            catalogue.check(kind, name, parameter, value).forEach(p -> log.add(place, p.under(path)));
        }
    }

    /** The values that stand for all of a domain: each of a list, both ends of a range. */
    static List<ParameterValue> ends(ParameterDomain domain) {
        if (domain instanceof ParameterDomain.Fixed fixed) {
            return List.of(fixed.value());
        }
        if (domain instanceof ParameterDomain.Categorical list) {
            return list.values();
        }
        if (domain instanceof ParameterDomain.Whole range) {
            return List.of(ParameterValue.of(range.from()), ParameterValue.of(range.to()));
        }
        if (domain instanceof ParameterDomain.Real range) {
            return List.of(ParameterValue.of(range.from()), ParameterValue.of(range.to()));
        }
        return List.of();
    }
}
