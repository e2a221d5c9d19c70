package dev.stride.server.file;

import dev.stride.model.Problem;
import java.util.LinkedHashMap;
import java.util.List;

/** Values given beside the file, such as {@code train.epochs=3}; each replaces or adds one value of the file. */
final class Overrides {

    private Overrides() {}

    static YamlValue apply(YamlValue file, List<String> overrides) {
        YamlValue result = file;
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                throw refused(override, "'" + Quoted.text(override) + "' is no assignment", "write it as path=value");
            }
            List<String> path = List.of(override.substring(0, equals).split("\\.", -1));
            YamlValue value = outside(YamlReader.read(override.substring(equals + 1)));
            result = set(result, path, value, override);
        }
        return result;
    }

    private static YamlValue set(YamlValue at, List<String> path, YamlValue value, String override) {
        if (path.isEmpty()) {
            return value;
        }
        if (path.get(0).isBlank()) {
            throw refused(
                    override, "'" + Quoted.text(override) + "' has an empty name in its path", "write it as a.b=value");
        }
        YamlValue.Fields fields = at instanceof YamlValue.Fields map ? map : YamlValue.Fields.empty(Place.OUTSIDE);
        var changed = new LinkedHashMap<>(fields.fields());
        YamlValue.Field old = changed.get(path.get(0));
        YamlValue below = old == null ? YamlValue.Fields.empty(Place.OUTSIDE) : old.value();
        changed.put(
                path.get(0),
                new YamlValue.Field(Place.OUTSIDE, set(below, path.subList(1, path.size()), value, override)));
        return new YamlValue.Fields(changed, fields.place());
    }

    /** The same value without places, which would be read as places in the file. */
    private static YamlValue outside(YamlValue value) {
        if (value instanceof YamlValue.Scalar scalar) {
            return new YamlValue.Scalar(scalar.value(), Place.OUTSIDE);
        }
        if (value instanceof YamlValue.Items items) {
            return new YamlValue.Items(
                    items.values().stream().map(Overrides::outside).toList(), Place.OUTSIDE);
        }
        if (value instanceof YamlValue.Fields map) {
            var fields = new LinkedHashMap<String, YamlValue.Field>();
            map.fields()
                    .forEach((name, field) ->
                            fields.put(name, new YamlValue.Field(Place.OUTSIDE, outside(field.value()))));
            return new YamlValue.Fields(fields, Place.OUTSIDE);
        }
        return new YamlValue.Nothing(Place.OUTSIDE);
    }

    private static FileProblems refused(String override, String message, String remedy) {
        return new FileProblems(List.of(
                new FileProblem(new Problem("--set " + Quoted.text(override), message, remedy), Place.OUTSIDE)));
    }
}
