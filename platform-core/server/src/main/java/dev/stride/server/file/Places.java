package dev.stride.server.file;

import dev.stride.model.Problem;
import java.util.HashMap;
import java.util.Map;

/** Where the values of a file stand, by their paths. */
public final class Places {

    private final Map<String, Place> places;

    private Places(Map<String, Place> places) {
        this.places = Map.copyOf(places);
    }

    static Places of(YamlValue tree) {
        var places = new HashMap<String, Place>();
        collect(tree, "", places);
        return new Places(places);
    }

    private static void collect(YamlValue value, String path, Map<String, Place> places) {
        places.putIfAbsent(path, value.place());
        if (value instanceof YamlValue.Fields map) {
            map.fields().forEach((name, field) -> {
                String below = path.isEmpty() ? name : path + "." + name;
                places.put(below, field.place());
                collect(field.value(), below, places);
            });
        } else if (value instanceof YamlValue.Items items) {
            for (int i = 0; i < items.values().size(); i++) {
                String below = path + "[" + i + "]";
                places.put(below, items.values().get(i).place());
                collect(items.values().get(i), below, places);
            }
        }
    }

    /** The problem with the place of its path, or of the nearest part of it that stands in the file. */
    public FileProblem locate(Problem problem) {
        String path = problem.path();
        while (!path.isEmpty()) {
            Place place = places.get(path);
            if (place != null) {
                return new FileProblem(problem, place);
            }
            int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            path = cut < 0 ? "" : path.substring(0, cut);
        }
        return new FileProblem(problem, places.getOrDefault("", Place.OUTSIDE));
    }
}
