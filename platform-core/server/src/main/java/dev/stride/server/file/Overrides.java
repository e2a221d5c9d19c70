package dev.stride.server.file;

import java.util.LinkedHashMap;
import java.util.List;

/** Values given beside the file, such as {@code train.epochs=3}; each replaces or adds one value of the file. */
final class Overrides {

    private Overrides() {}

    static YamlValue apply(YamlValue file, List<String> overrides, ProblemLog log) {
        YamlValue result = file;
        for (String override : overrides) {
            result = applied(result, override, log);
        }
        return result;
    }

    private static YamlValue applied(YamlValue file, String override, ProblemLog log) {
        Place place = Place.beside(Quoted.text(override));
        int equals = override.indexOf('=');
        if (equals < 1) {
            log.add(place, "", "this is no assignment", "write it as path=value, for example train.epochs=3");
            return file;
        }
        List<String> path = List.of(override.substring(0, equals).split("\\.", -1));
        if (path.stream().anyMatch(String::isBlank)) {
            log.add(place, "", "there is an empty name in its path", "write it as a.b=value");
            return file;
        }
        String text = override.substring(equals + 1);
        if (text.isBlank()) {
            log.add(place, override.substring(0, equals), "no value is given", "write it as path=value");
            return file;
        }
        var problems = new ProblemLog();
        YamlValue value = YamlReader.read(text, problems);
        problems.problems().forEach(p -> log.add(place, p.problem().under(override.substring(0, equals))));
        return problems.isEmpty() ? set(file, path, beside(value, place), place) : file;
    }

    private static YamlValue set(YamlValue at, List<String> path, YamlValue value, Place place) {
        if (path.isEmpty()) {
            return value;
        }
        YamlValue.Fields fields = at instanceof YamlValue.Fields map ? map : YamlValue.Fields.empty(place);
        var changed = new LinkedHashMap<>(fields.fields());
        YamlValue.Field old = changed.get(path.get(0));
        YamlValue below = old == null ? YamlValue.Fields.empty(place) : old.value();
        Place key = old == null || path.size() == 1 ? place : old.place();
        changed.put(path.get(0), new YamlValue.Field(key, set(below, path.subList(1, path.size()), value, place)));
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
