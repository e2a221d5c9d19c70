package dev.stride.server.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Values given beside the file, such as {@code train.epochs=3}; each replaces or adds one value of the file. For one
 * thread.
 */
final class Overrides {

    /** Names of modules that are no plain parts of a path, such as {@code squeezenet-1.0}. */
    private final Set<String> dotted;

    private final ProblemLog log;

    Overrides(Catalogue catalogue, ProblemLog log) {
        this.dotted = Arrays.stream(Catalogue.Kind.values())
                .flatMap(kind -> catalogue.names(kind).stream())
                .filter(name -> name.contains("."))
                .collect(Collectors.toSet());
        this.log = log;
    }

    YamlValue apply(YamlValue file, List<String> overrides) {
        YamlValue result = file;
        for (String override : overrides) {
            result = applied(result, override);
        }
        return result;
    }

    private YamlValue applied(YamlValue file, String override) {
        Place place = Place.beside(Quoted.text(override));
        Optional<OverridePath> path =
                OverridePath.before(override).filter(p -> !p.text().isEmpty());
        if (path.isEmpty()) {
            log.add(place, "", "this is no assignment", "write it as path=value, for example train.epochs=3");
            return file;
        }
        String written = path.get().text();
        if (path.get().hasEmptyName()) {
            log.add(place, "", "there is an empty name in its path", "write it as a.b=value");
            return file;
        }
        String text = override.substring(written.length() + 1);
        if (text.isBlank()) {
            log.add(place, written, "no value is given", "write it as path=value");
            return file;
        }
        var problems = new ProblemLog();
        YamlValue value = YamlReader.read(text, problems);
        problems.problems().forEach(p -> log.add(place, p.problem().under(written)));
        return problems.isEmpty() ? set(file, path.get(), beside(value, place), place) : file;
    }

    private YamlValue set(YamlValue at, OverridePath path, YamlValue value, Place place) {
        if (path.isEmpty()) {
            return value;
        }
        YamlValue.Fields fields = at instanceof YamlValue.Fields map ? map : YamlValue.Fields.empty(place);
        var changed = new LinkedHashMap<>(fields.fields());
        var known = new TreeSet<>(dotted);
        known.addAll(changed.keySet());
        int length = path.first(known);
        String name = path.name(length);
        OverridePath rest = path.after(length);
        YamlValue.Field old = changed.get(name);
        YamlValue below = old == null ? YamlValue.Fields.empty(place) : old.value();
        Place key = old == null || rest.isEmpty() ? place : old.place();
        changed.put(name, new YamlValue.Field(key, set(below, rest, value, place)));
        return new YamlValue.Fields(changed, fields.place());
    }

    /** The same value, all of it at the option: its own places are not places of the file. */
    private static YamlValue beside(YamlValue value, Place place) {
        if (value instanceof YamlValue.Scalar scalar) {
            return new YamlValue.Scalar(scalar.value(), place);
        }
        if (value instanceof YamlValue.Items items) {
            return new YamlValue.Items(
                    items.values().stream().map(v -> beside(v, place)).toList(), place);
        }
        if (value instanceof YamlValue.Fields map) {
            var fields = new LinkedHashMap<String, YamlValue.Field>();
            map.fields()
                    .forEach((name, field) ->
                            fields.put(name, new YamlValue.Field(place, beside(field.value(), place))));
            return new YamlValue.Fields(fields, place);
        }
        return new YamlValue.Nothing(place);
    }
}
