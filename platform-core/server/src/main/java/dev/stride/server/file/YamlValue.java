package dev.stride.server.file;

import dev.stride.model.ParameterValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value of a YAML file, with its place. Immutable. */
sealed interface YamlValue {

    Place place();

    /** What it is, for messages. */
    String kind();

    record Scalar(ParameterValue value, Place place) implements YamlValue {
        @Override
        public String kind() {
            return "'" + Quoted.text(value) + "'";
        }
    }

    record Nothing(Place place) implements YamlValue {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Items(List<YamlValue> values, Place place) implements YamlValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param fields in the order of the file */
    record Fields(Map<String, Field> fields, Place place) implements YamlValue {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        static Fields empty(Place place) {
            return new Fields(Map.of(), place);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    record Field(Place place, YamlValue value) {}

    /** The value without its places; nothing becomes an empty text. */
    default ParameterValue plain() {
        if (this instanceof Scalar scalar) {
            return scalar.value();
        }
        if (this instanceof Items items) {
            var values = new ArrayList<ParameterValue>();
            items.values().forEach(v -> values.add(v.plain()));
            return new ParameterValue.Items(values);
        }
        if (this instanceof Fields map) {
            var values = new TreeMap<String, ParameterValue>();
            map.fields().forEach((name, field) -> values.put(name, field.value().plain()));
            return new ParameterValue.Fields(values);
        }
        return ParameterValue.of("");
    }
}
